//! The few distributions that intervals and tests need, written out so that nothing is rounded.

/// The 97.5 % quantile of the normal distribution: two-sided 95 % intervals.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// The two-sided probability of a standard normal value at least as far from zero as `z`.
///
/// Complementary error function by the series 7.1.6 (near zero) and the continued fraction 7.1.14
/// (far out) of Abramowitz and Stegun.
pub fn two_sided_p(z: f64) -> f64 {
    let x = z.abs() / std::f64::consts::SQRT_2;
    if !x.is_finite() {
        return 0.0;
    }
    if x < 2.0 {
        let mut term = x;
        let mut sum = x;
        let mut k = 0.0;
        while term > sum * 1e-17 {
            k += 1.0;
            term *= 2.0 * x * x / (2.0 * k + 1.0);
            sum += term;
        }
        return (1.0 - 2.0 / std::f64::consts::PI.sqrt() * (-x * x).exp() * sum).clamp(0.0, 1.0);
    }
    let mut fraction = 0.0;
    for k in (1..=60).rev() {
        fraction = f64::from(k) / 2.0 / (x + fraction);
    }
    (-x * x).exp() / std::f64::consts::PI.sqrt() / (x + fraction)
}

/// The two-sided probability of Student's t at least as far from zero as `t`, for `degrees` of
/// freedom above zero: the incomplete beta function of `degrees / (degrees + t²)`
/// (Abramowitz and Stegun 26.7.1).
pub fn two_sided_t_p(t: f64, degrees: f64) -> f64 {
    if !t.is_finite() {
        return 0.0;
    }
    incomplete_beta(degrees / 2.0, 0.5, degrees / (degrees + t * t))
}

/// The value that Student's t exceeds in absolute value with probability 5 %, for `degrees` of
/// freedom; 1.96 for very many. `degrees` is at least 1.
pub fn t_quantile_95(degrees: f64) -> f64 {
    let degrees = degrees.max(1.0);
    if degrees > 1e7 {
        return Z_95;
    }
    let (mut low, mut high) = (Z_95, 13.0);
    let mut t = near_t_quantile_95(degrees).clamp(low, high);
    for _ in 0..80 {
        let excess = two_sided_t_p(t, degrees) - 0.05;
        if excess > 0.0 {
            low = t;
        } else {
            high = t;
        }
        let newton = t + excess / (2.0 * t_density(t, degrees));
        let next = if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
        if (next - t).abs() < 1e-12 * t {
            return next;
        }
        t = next;
    }
    t
}

/// Where the quantile lies about: the first terms of Cornish and Fisher's expansion (Abramowitz
/// and Stegun 26.7.5).
fn near_t_quantile_95(degrees: f64) -> f64 {
    let z = Z_95;
    let first = (z.powi(3) + z) / 4.0;
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
    z + first / degrees + second / (degrees * degrees)
}

/// The density of Student's t (Abramowitz and Stegun 26.7.1, differentiated).
fn t_density(t: f64, degrees: f64) -> f64 {
    let half = f64::midpoint(degrees, 1.0);
    let log = ln_gamma(half)
        - ln_gamma(degrees / 2.0)
        - 0.5 * (degrees * std::f64::consts::PI).ln()
        - half * (t * t / degrees).ln_1p();
    log.exp()
}

/// The natural logarithm of the gamma function for `x > 0`: Stirling's series
/// (Abramowitz and Stegun 6.1.41) after the argument was raised above 12.
fn ln_gamma(x: f64) -> f64 {
    let mut x = x;
    let mut shift = 0.0;
    while x < 12.0 {
        shift += x.ln();
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = (1.0 / 12.0 - y * (1.0 / 360.0 - y * (1.0 / 1260.0 - y / 1680.0))) / x;
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * std::f64::consts::PI).ln() + series - shift
}

/// The regularised incomplete beta function `I_x(a`, b), by the continued fraction 26.5.8 of
/// Abramowitz and Stegun, evaluated from the front (Lentz).
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, 1.0 - x);
    }
    let front =
        (a * x.ln() + b * (1.0 - x).ln() + ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b)).exp();
    let mut c = 1.0_f64;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut result = d;
    for step in 1..300 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        result *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        result *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    (front * result / a).clamp(0.0, 1.0)
}

/// Keeps a denominator of a continued fraction from being zero.
fn away_from_zero(value: f64) -> f64 {
    if value.abs() < 1e-300 { 1e-300 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn close(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual - expected).abs() <= tolerance, "{actual} is not {expected}");
    }

    #[test]
    fn normal_tails_agree_with_the_tables() {
        close(two_sided_p(0.0), 1.0, 1e-15);
        close(two_sided_p(1.0), 0.317_310_507_862_914, 1e-13);
        close(two_sided_p(Z_95), 0.05, 1e-13);
        close(two_sided_p(3.0), 0.002_699_796_063_260_19, 1e-14);
        close(two_sided_p(-6.0), 1.973_175_290_075_4e-9, 1e-20);
        close(two_sided_p(f64::INFINITY), 0.0, 0.0);
    }

    #[test]
    fn student_quantiles_agree_with_the_tables() {
        close(t_quantile_95(1.0), 12.706_204_736_432, 1e-9);
        close(t_quantile_95(4.0), 2.776_445_105_198, 1e-9);
        close(t_quantile_95(30.0), 2.042_272_456_301, 1e-9);
        close(t_quantile_95(1000.0), 1.962_339_080_826, 1e-9);
        close(t_quantile_95(1e9), Z_95, 0.0);
    }

    #[test]
    fn student_tails_agree_with_the_tables() {
        close(two_sided_t_p(2.776_445_105_198, 4.0), 0.05, 1e-10);
        close(two_sided_t_p(1.0, 1.0), 0.5, 1e-12);
    }
}
