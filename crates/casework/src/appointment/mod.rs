//! Appointments: a time and a place where somebody in the family is to be.

mod annul_appointment;
mod appointments_page;
mod change_appointment;
mod set_appointment;

pub(crate) use annul_appointment::annul;
pub use annul_appointment::{AnnulAppointment, annul_appointment};
pub use appointments_page::{AppointmentsPage, appointments_page};
pub(crate) use change_appointment::change;
pub use change_appointment::{ChangeAppointment, ChangeAppointmentError, change_appointment};
pub use helhed_store::appointment::AppointmentLine;
pub use set_appointment::{SetAppointment, SetAppointmentError, set_appointment};
