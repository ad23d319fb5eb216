//! A formula with its numbers put in, so that people can follow how a value came about.

use std::collections::BTreeMap;

use super::{Formula, Node, Operator};

/// How tightly a part of a formula holds together; brackets stand around what holds less than its
/// place needs.
const SUM: u8 = 1;
const PRODUCT: u8 = 2;
const SIGN: u8 = 3;
const POWER: u8 = 4;
const WHOLE: u8 = 5;

impl Formula {
    /// The formula as one writes arithmetic by hand, with the numbers in place of their names:
    /// `(57 − 50) ÷ 50`. Names without a number stay. `number` writes a number down; it gets no
    /// negative ones.
    pub fn with_numbers(
        &self,
        numbers: &BTreeMap<String, f64>,
        number: impl Fn(f64) -> String,
    ) -> String {
        written(&self.root, numbers, &number).0
    }
}

/// A part of a formula in writing, and how tightly it holds together.
fn written(
    node: &Node,
    numbers: &BTreeMap<String, f64>,
    number: &impl Fn(f64) -> String,
) -> (String, u8) {
    let plain = |value: f64| {
        if value < 0.0 { (format!("−{}", number(-value)), SIGN) } else { (number(value), WHOLE) }
    };
    let within = |node: &Node, at_least: u8| {
        let (text, level) = written(node, numbers, number);
        if level < at_least { format!("({text})") } else { text }
    };
    match node {
        Node::Number(value) => plain(*value),
        Node::Name(name) => match numbers.get(name) {
            Some(value) => plain(*value),
            None => (name.clone(), WHOLE),
        },
        Node::Negative(inner) => (format!("−{}", within(inner, POWER)), SIGN),
        Node::Pair(left, operator, right) => {
            let (sign, level) = match operator {
                Operator::Add => ("+", SUM),
                Operator::Subtract => ("−", SUM),
                Operator::Multiply => ("×", PRODUCT),
                Operator::Divide => ("÷", PRODUCT),
                Operator::Power => ("^", POWER),
            };
            // A sign behind another one is not read without brackets.
            let (left_level, right_level) = match (level, right.as_ref()) {
                (POWER, _) => (WHOLE, POWER),
                (_, Node::Pair(..)) => (level, level + 1),
                (_, _) => (level, POWER),
            };
            (format!("{} {sign} {}", within(left, left_level), within(right, right_level)), level)
        }
    }
}
