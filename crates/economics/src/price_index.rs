//! The price index that is shipped: consumer prices by year (`data/price_index_consumer.csv`).

use std::collections::BTreeMap;

/// Consumer prices by year, 2015 = 100.
pub fn consumer_price_index() -> BTreeMap<i16, f64> {
    let rows = include_str!("../data/price_index_consumer.csv")
        .lines()
        .skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split(',');
        Some((cells.next()?.parse().ok()?, cells.next()?.parse().ok()?))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::consumer_price_index;

    #[test]
    fn ten_years_are_on_file() {
        let index = consumer_price_index();
        assert_eq!(index.len(), 10);
        assert_eq!(index.get(&2015), Some(&100.0));
        // The mean of 2022's twelve published months, 108.1 … 115.9.
        let months = [
            108.1, 109.2, 109.9, 111.7, 112.7, 113.6, 114.9, 114.9, 116.4, 117.6, 116.6, 115.9,
        ];
        let mean = months.iter().sum::<f64>() / 12.0;
        assert!((index[&2022] - mean).abs() < 0.005);
    }
}
