//! The records that say what the columns of the table are, so that the tally explains itself.

use super::Dialect;
use super::wanted::Wanted;
use crate::columns::{Column, Role};
use crate::dates::DateOrder;
use crate::import::Granularity;
use crate::import::tallied::schema::{Field, direction, granularity, kind_name, record};
use crate::question::{Direction, Question};

/// One record: what is said in which column of the tally. Nothing is said in the others.
type Said = Vec<(Field, String)>;

/// All records that describe the columns, in their order.
fn records(wanted: &Wanted<'_>) -> Vec<Said> {
    let mut records = Vec::new();
    for (place, column) in wanted.columns.iter().enumerate() {
        let about =
            |name: &str| vec![(Field::Record, name.to_owned()), (Field::Place, place.to_string())];
        let mut own = about(record::COLUMN);
        own.push((Field::Role, column.role.name().to_owned()));
        own.push((Field::Name, column.name.clone()));
        own.push((Field::Wording, column.text.clone()));
        if let Some(question) = column.question() {
            own.extend(measured(&question));
        }
        if column.role == Role::Date {
            own.extend(dated(column, wanted.granularity));
        }
        records.push(own);
        for (text, value) in &column.labels {
            let mut label = about(record::LABEL);
            label.push((Field::Wording, text.clone()));
            label.push((Field::Answer, value.to_string()));
            records.push(label);
        }
        let texts = column.not_applicable.iter().map(|text| (record::NOT_APPLICABLE, text));
        let texts = texts
            .chain(column.low_label.iter().map(|text| (record::LOW_LABEL, text)))
            .chain(column.high_label.iter().map(|text| (record::HIGH_LABEL, text)));
        for (name, text) in texts {
            let mut own = about(name);
            own.push((Field::Wording, text.clone()));
            records.push(own);
        }
        if column.decimal_comma {
            records.push(about(record::DECIMAL_COMMA));
        }
    }
    if let Some(wave) = &wanted.wave_name {
        let wave = (Field::Wording, wave.clone());
        records.push(vec![(Field::Record, record::WAVE.to_owned()), wave]);
    }
    records
}

fn measured(question: &Question) -> Said {
    let mut said = vec![(Field::Kind, kind_name(question.kind).to_owned())];
    if !question.kind.is_amount() {
        let direction = match question.direction {
            Direction::HighGood => direction::HIGH_GOOD,
            Direction::LowGood => direction::LOW_GOOD,
        };
        said.push((Field::ScaleLow, question.scale.low.to_string()));
        said.push((Field::ScaleHigh, question.scale.high.to_string()));
        said.push((Field::Direction, direction.to_owned()));
        said.push((Field::TopBox, question.top_box.to_string()));
    }
    said
}

fn dated(column: &Column, fineness: Granularity) -> Said {
    let order = match column.date_order.unwrap_or(DateOrder::DayFirst) {
        DateOrder::DayFirst => direction::DAY_FIRST,
        DateOrder::MonthFirst => direction::MONTH_FIRST,
        DateOrder::YearFirst => direction::YEAR_FIRST,
    };
    let kind = match fineness {
        Granularity::Day => granularity::DAY,
        Granularity::Month | Granularity::None => granularity::MONTH,
    };
    vec![(Field::Kind, kind.to_owned()), (Field::Direction, order.to_owned())]
}

/// The columns that say something in a definition.
const SPOKEN: [Field; 10] = [
    Field::Record,
    Field::Role,
    Field::Kind,
    Field::Name,
    Field::Wording,
    Field::ScaleLow,
    Field::ScaleHigh,
    Field::Direction,
    Field::TopBox,
    Field::Answer,
];

/// A name that no database takes for a word of its language.
pub(super) fn inner_name(field: Field) -> String {
    format!("tl_{}", field.name())
}

/// The part of the statement that holds the definitions, one `SELECT` each.
pub(super) fn sql(wanted: &Wanted<'_>, dialect: Dialect) -> String {
    let mut selects = Vec::new();
    for said in records(wanted) {
        let find =
            |field| said.iter().find(|(own, _)| *own == field).map(|(_, text)| text.as_str());
        let place = find(Field::Place).unwrap_or("-1");
        let mut values =
            vec![format!("{} AS tl_line", selects.len()), format!("{place} AS tl_place")];
        for field in SPOKEN {
            let text = dialect.literal(find(field).unwrap_or(""));
            values.push(format!("{text} AS {}", inner_name(field)));
        }
        // The names stand in the first one; repeating them would double the length.
        if !selects.is_empty() {
            for value in &mut values {
                if let Some((own, _)) = value.rsplit_once(" AS tl_") {
                    *value = own.to_owned();
                }
            }
        }
        selects.push(format!("  SELECT {}", values.join(", ")));
    }
    selects.join("\n  UNION ALL\n")
}

/// Whether a definition says something in this column.
pub(super) fn speaks(field: Field) -> bool {
    SPOKEN.contains(&field)
}
