//! Curve points in text: by persona, then by stage, since a pair cannot be a key in every format.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{CurveAt, Emotion, PersonaId, StageId, Table};

type Curves = BTreeMap<PersonaId, BTreeMap<StageId, Emotion>>;

pub(crate) fn serialize<S: Serializer>(
    points: &Table<CurveAt, Emotion>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut curves = Curves::new();
    for (at, emotion) in points {
        curves.entry(at.persona).or_default().insert(at.stage, *emotion);
    }
    curves.serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Table<CurveAt, Emotion>, D::Error> {
    let curves = Curves::deserialize(deserializer)?;
    let points = curves.into_iter().flat_map(|(persona, points)| {
        points.into_iter().map(move |(stage, emotion)| (CurveAt { persona, stage }, emotion))
    });
    Ok(points.collect())
}
