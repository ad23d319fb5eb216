//! Formulas of figures that no survey answers: arithmetic over numbers that have names.
//!
//! `(at_end - joined) / at_start` is read, shown and worked out as it stands there, so that people
//! see where a figure comes from and can change it. There are numbers (with a decimal point),
//! names (letters, digits and underscores), `+ - * / ^` and round brackets; `×`, `·`, `÷` and `−`
//! mean what they look like.

use std::collections::BTreeMap;

use crate::metric::Interval;
use crate::rates::Rate;

mod show;
mod typed;

pub use typed::typed_number;

/// The longest formula, in bytes.
pub const MAX_FORMULA_BYTES: usize = 1_000;
/// How deeply brackets may be nested.
const MAX_DEPTH: usize = 50;
/// Beyond this a count is no longer exactly a number of people.
const LARGEST_COUNT: f64 = 9_007_199_254_740_992.0;

/// Why a text is no formula.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} (character {column})")]
pub struct FormulaError {
    /// Which character it is about, counted from 1.
    pub column: usize,
    /// What is wrong there, in a sentence.
    pub what: String,
}

/// A formula that can be worked out.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    root: Node,
    names: Vec<String>,
}

/// What a formula comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The value.
    pub value: f64,
    /// Where the formula divides a part by its whole and both are counts: the whole.
    pub n: Option<u64>,
    /// The 95 % interval after Wilson of such a share, on the same scale as the value.
    pub interval95: Option<Interval>,
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Number(f64),
    Name(String),
    Negative(Box<Self>),
    Pair(Box<Self>, Operator, Box<Self>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

impl Formula {
    /// Reads a formula.
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        if text.len() > MAX_FORMULA_BYTES {
            let what = format!("A formula has at most {MAX_FORMULA_BYTES} characters.");
            return Err(FormulaError { column: 1, what });
        }
        let mut parser = Parser { chars: text.chars().collect(), at: 0, names: Vec::new() };
        let root = parser.sum(0)?;
        match parser.peek() {
            None => Ok(Self { root, names: parser.names }),
            Some(')') => Err(parser.error("This bracket was never opened.")),
            Some(_) => Err(parser.error("An operator such as + or / is missing here.")),
        }
    }

    /// The names of the numbers that it needs, in the order in which they first stand in it.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Works the formula out; none while a number is missing, or when it comes to no finite value.
    pub fn evaluate(&self, numbers: &BTreeMap<String, f64>) -> Option<Outcome> {
        let value = value(&self.root, numbers)?;
        let rate = self.share(numbers);
        let over_100 = |(low, high): Interval| (low / 100.0, high / 100.0);
        Some(Outcome {
            value,
            n: rate.map(|rate| rate.whole),
            interval95: rate.map(|rate| over_100(rate.interval95)),
        })
    }

    /// The part and the whole, where the formula divides one count by another.
    fn share(&self, numbers: &BTreeMap<String, f64>) -> Option<Rate> {
        let Node::Pair(part, Operator::Divide, whole) = &self.root else { return None };
        let is_count =
            |number: &f64| (0.0..=LARGEST_COUNT).contains(number) && number.fract() == 0.0;
        let count = |node| value(node, numbers).filter(is_count).map(|number| number as u64);
        Rate::of(count(part)?, count(whole)?)
    }
}

fn value(node: &Node, numbers: &BTreeMap<String, f64>) -> Option<f64> {
    let value = match node {
        Node::Number(number) => *number,
        Node::Name(name) => *numbers.get(name)?,
        Node::Negative(inner) => -value(inner, numbers)?,
        Node::Pair(left, operator, right) => {
            let (left, right) = (value(left, numbers)?, value(right, numbers)?);
            match operator {
                Operator::Add => left + right,
                Operator::Subtract => left - right,
                Operator::Multiply => left * right,
                Operator::Divide => left / right,
                Operator::Power => left.powf(right),
            }
        }
    };
    value.is_finite().then_some(value)
}

/// Recursive descent over sums, products, signs, powers and the smallest parts.
struct Parser {
    chars: Vec<char>,
    at: usize,
    names: Vec<String>,
}

impl Parser {
    /// The next character that is no blank.
    fn peek(&mut self) -> Option<char> {
        while self.chars.get(self.at).is_some_and(|letter| letter.is_whitespace()) {
            self.at += 1;
        }
        self.chars.get(self.at).copied()
    }

    fn error(&self, what: &str) -> FormulaError {
        FormulaError { column: self.at + 1, what: what.to_owned() }
    }

    /// Takes the next character if it is one of these operators.
    fn operator(&mut self, known: &[(char, Operator)]) -> Option<Operator> {
        let next = self.peek()?;
        let (_, operator) = known.iter().find(|(sign, _)| *sign == next)?;
        self.at += 1;
        Some(*operator)
    }

    fn sum(&mut self, depth: usize) -> Result<Node, FormulaError> {
        if depth > MAX_DEPTH {
            return Err(self.error("The brackets are nested too deeply."));
        }
        let signs =
            [('+', Operator::Add), ('-', Operator::Subtract), ('\u{2212}', Operator::Subtract)];
        let mut left = self.product(depth)?;
        while let Some(operator) = self.operator(&signs) {
            left = Node::Pair(Box::new(left), operator, Box::new(self.product(depth)?));
        }
        Ok(left)
    }

    fn product(&mut self, depth: usize) -> Result<Node, FormulaError> {
        let signs = [
            ('*', Operator::Multiply),
            ('\u{d7}', Operator::Multiply),
            ('\u{b7}', Operator::Multiply),
            ('/', Operator::Divide),
            ('\u{f7}', Operator::Divide),
        ];
        let mut left = self.signed(depth)?;
        while let Some(operator) = self.operator(&signs) {
            left = Node::Pair(Box::new(left), operator, Box::new(self.signed(depth)?));
        }
        Ok(left)
    }

    fn signed(&mut self, depth: usize) -> Result<Node, FormulaError> {
        if depth > MAX_DEPTH {
            return Err(self.error("There are too many signs in a row."));
        }
        if matches!(self.peek(), Some('-' | '\u{2212}')) {
            self.at += 1;
            return Ok(Node::Negative(Box::new(self.signed(depth + 1)?)));
        }
        let base = self.part(depth)?;
        if self.operator(&[('^', Operator::Power)]).is_some() {
            let exponent = self.signed(depth + 1)?;
            return Ok(Node::Pair(Box::new(base), Operator::Power, Box::new(exponent)));
        }
        Ok(base)
    }

    fn part(&mut self, depth: usize) -> Result<Node, FormulaError> {
        match self.peek() {
            Some('(') => {
                self.at += 1;
                let inner = self.sum(depth + 1)?;
                if self.peek() != Some(')') {
                    return Err(self.error("A closing bracket is missing here."));
                }
                self.at += 1;
                Ok(inner)
            }
            Some(letter) if letter.is_alphabetic() || letter == '_' => Ok(self.name()),
            Some(digit) if digit.is_ascii_digit() || digit == '.' => self.number(),
            _ => Err(self.error("A number or a name is missing here.")),
        }
    }

    /// Takes characters as long as they fit.
    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> String {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let taken: String = rest.iter().copied().take_while(|letter| fits(*letter)).collect();
        self.at += taken.chars().count();
        taken
    }

    fn name(&mut self) -> Node {
        let name = self.take_while(|letter| letter.is_alphanumeric() || letter == '_');
        if !self.names.contains(&name) {
            self.names.push(name.clone());
        }
        Node::Name(name)
    }

    fn number(&mut self) -> Result<Node, FormulaError> {
        let start = self.at;
        let text = self.take_while(|letter| letter.is_ascii_digit() || letter == '.');
        text.parse().map(Node::Number).map_err(|_| {
            let what = format!("“{text}” is no number.");
            FormulaError { column: start + 1, what }
        })
    }
}

#[cfg(test)]
mod tests;
