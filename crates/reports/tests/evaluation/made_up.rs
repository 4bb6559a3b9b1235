//! A made-up municipality: families join in a dip of self-support, as they do.

use std::fmt::Write as _;
use std::path::Path;

/// A repeatable scatter: the same every time, like nothing in particular.
struct Scatter(u64);

impl Scatter {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (((self.0 >> 33) * u64::from(n)) >> 31) as u32
    }
}

fn month(number: i32) -> String {
    format!(
        "{:04}-{:02}",
        number.div_euclid(12),
        number.rem_euclid(12) + 1
    )
}

/// Writes a bundle with so many families.
pub(crate) fn write(folder: &Path, families: u32) {
    let mut s = Scatter(7);
    let mut files = [
        "family_id,group,start_date,end_date,end_reason\n",
        "person_id,family_id,role,sex,birth_date,start_date\n",
        "person_id,benefit,from_date,to_date\n",
        "person_id,kind,from_date,to_date\n",
        "person_id,date,hours\n",
        "person_id,kind,source,from_date,to_date\n",
        "person_id,date,account,amount_dkk\n",
    ]
    .map(str::to_owned);
    let [
        family,
        persons,
        support,
        activation,
        attendance,
        cases,
        expenses,
    ] = &mut files;
    for f in 0..families {
        // Two in five before 2018.
        let start = 2017 * 12
            + (if f % 5 < 2 {
                s.below(12)
            } else {
                12 + s.below(22)
            }) as i32;
        let _ = writeln!(family, "f{f},intervention,{}-15,,", month(start));
        let children = 1 + s.below(3).min(1);
        for c in 0..children {
            let id = format!("c{f}_{c}");
            let sex = if s.below(100) < 58 { "female" } else { "male" };
            let born = start - s.below(60) as i32;
            let _ = writeln!(persons, "{id},f{f},child,{sex},{}-07,", month(born));
            for (kind, chance) in [
                ("notification", 60),
                ("family_treatment", 40),
                ("free_place", 25),
                ("placement", 6),
                ("preventive_other", 20),
            ] {
                if s.below(100) < chance {
                    let from = start - 6 + s.below(24) as i32;
                    let to = if s.below(100) < 45 {
                        format!("{}-28", month(from + s.below(12) as i32))
                    } else {
                        String::new()
                    };
                    let _ = writeln!(cases, "{id},{kind},a,{}-03,{to}", month(from));
                }
            }
            for m in 0..18 {
                let month = month(2018 * 12 + 5 + m);
                for day in 1..=(8 + s.below(10)) {
                    let _ = writeln!(
                        attendance,
                        "{id},{month}-{day:02},{}.{}",
                        5 + s.below(3),
                        s.below(10)
                    );
                }
            }
            let _ = writeln!(
                expenses,
                "{id},{}-11,5.28,{}.50",
                month(start - 8),
                s.below(40_000)
            );
            let _ = writeln!(
                expenses,
                "{id},{}-11,5.28,{}.50",
                month(start + 9),
                s.below(50_000)
            );
        }
        let mut roles = vec![("m", "mother", "female", 29)];
        if s.below(100) < 61 {
            roles.push(("d", "father", "male", 33));
        }
        for (letter, role, sex, age) in roles {
            let id = format!("{letter}{f}");
            let born = start - (age - 8) * 12 - s.below(14 * 12) as i32;
            let _ = writeln!(persons, "{id},f{f},{role},{sex},{}-21,", month(born));
            let fate = s.below(100) + if role == "father" { 15 } else { 0 };
            let benefit = [
                "cash_benefit_activity_ready",
                "cash_benefit_job_ready",
                "sickness_benefit",
            ][s.below(3) as usize];
            // Some are on support throughout, some fall in and climb out, some never do.
            let (from, to) = match fate {
                0..25 => (-40, 60),
                25..70 => (-2 - s.below(10) as i32, 2 + s.below(20) as i32),
                _ => (99, 99),
            };
            if from < 99 {
                let _ = writeln!(
                    support,
                    "{id},{benefit},{}-05,{}-20",
                    month(start + from),
                    month(start + to)
                );
                if s.below(100) < 45 {
                    let kind =
                        ["company_based", "guidance_upskilling", "mentor"][s.below(3) as usize];
                    let _ = writeln!(
                        activation,
                        "{id},{kind},{}-01,{}-01",
                        month(start - 3),
                        month(start + 8)
                    );
                }
                for m in from.max(-24)..to.min(24) {
                    let _ = writeln!(
                        expenses,
                        "{id},{}-01,5.57,{}",
                        month(start + m),
                        6000 + s.below(3000)
                    );
                }
            }
            if s.below(100) < 40 {
                let kind = if s.below(100) < 30 {
                    "education_grant"
                } else {
                    "employment"
                };
                let _ = writeln!(support, "{id},{kind},{}-01,", month(start + to.min(30) + 1));
            }
        }
    }
    let names = [
        "families",
        "persons",
        "support",
        "activation",
        "attendance",
        "child_cases",
        "expenses",
    ];
    for (name, text) in names.iter().zip(&files) {
        std::fs::write(folder.join(format!("{name}.csv")), text).unwrap();
    }
    let manifest = "schema = 1\nmunicipality = \"Eksempel\"\nobserved_from = \"2015-01\"\nobserved_to = \"2019-12\"\n";
    std::fs::write(folder.join("manifest.toml"), manifest).unwrap();
    let costs = "year,item,amount_dkk\n2017,operation,1292721\n2018,operation,1406595\n2018,development_and_evaluation,180606\n";
    std::fs::write(folder.join("programme_costs.csv"), costs).unwrap();
}
