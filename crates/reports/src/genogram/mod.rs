//! The genogram: people over generations with the usual signs (square, circle, diamond; a cross for the dead), who had children with
//! whom, and how close they are.

mod bond;
mod draw;
mod layout;
mod order;

pub use draw::genogram;
pub use layout::{Child, Genogram, Person, Place, Places, Shape, Union, layout};
