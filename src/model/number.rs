//! Numbers exactly as written in decimal.

use rust_decimal::Decimal;

/// Why a text is no number that the program takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a decimal number, or one that is infinite, not a number, hexadecimal or the like.
    #[error("a number is written in decimal, as 85_000 or 0.5")]
    Form,
    /// More digits than can be kept exactly.
    #[error("the number has too many digits to be kept exactly")]
    TooLong,
    /// More steps than can be counted.
    #[error("the number is too large to be counted in steps")]
    TooLarge,
}

/// Reads a number from its decimal text: `85_000`, `-0.5`, `1e3`.
///
/// # Errors
/// [`NumberError::Form`] for anything that is no finite decimal number, [`NumberError::TooLong`] for one
/// with more than 28 significant digits.
pub fn parse_decimal(text: &str) -> Result<Decimal, NumberError> {
    let plain = text.trim().replace('_', "");
    let unsigned = plain.trim_start_matches(['+', '-']);
    let starts_well = unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    let is_hex =
        unsigned.starts_with("0x") || unsigned.starts_with("0b") || unsigned.starts_with("0o");
    if !starts_well || is_hex || !unsigned.contains(|letter: char| letter.is_ascii_digit()) {
        return Err(NumberError::Form);
    }
    exact(plain.trim_start_matches('+')).map_err(|error| match error {
        rust_decimal::Error::Underflow
        | rust_decimal::Error::ExceedsMaximumPossibleValue
        | rust_decimal::Error::LessThanMinimumPossibleValue
        | rust_decimal::Error::ScaleExceedsMaximumPrecision(_) => NumberError::TooLong,
        _ => NumberError::Form,
    })
}

/// A number without rounding, in scientific notation or not.
fn exact(text: &str) -> Result<Decimal, rust_decimal::Error> {
    let Some((base, exponent)) = text.split_once(['e', 'E']) else {
        return Decimal::from_str_exact(text);
    };
    // The library rounds the number before the exponent, unless it fits, and moves the point exactly.
    let base = Decimal::from_str_exact(base)?.normalize();
    Decimal::from_scientific(&format!("{base}e{exponent}"))
}

/// The greatest step of which all these numbers are whole multiples; 1 for no numbers, or none but zero.
///
/// `None` if it cannot be computed exactly.
pub fn step_that_fits(numbers: &[Decimal]) -> Option<Decimal> {
    let scale = numbers
        .iter()
        .map(|number| number.normalize().scale())
        .max()
        .unwrap_or(0);
    let factor = Decimal::from_i128_with_scale(10_i128.checked_pow(scale)?, 0);
    let mut divisor: i128 = 0;
    for number in numbers {
        let whole = number.checked_mul(factor)?.normalize();
        divisor = greatest_common_divisor(divisor, whole.mantissa().checked_abs()?);
    }
    let step = if divisor == 0 {
        Decimal::ONE
    } else {
        Decimal::from_i128_with_scale(divisor, scale)
    };
    Some(step.normalize())
}

fn greatest_common_divisor(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
