//! From the rasteriser's premultiplied pixels to those of a file.
//!
//! Plain loops over arrays: tens of millions of pixels go through here, in debug builds as well.

/// RGB of opaque pixels.
pub(super) fn without_alpha(premultiplied: &[u8], out: &mut Vec<u8>) {
    let (pixels, _) = premultiplied.as_chunks::<4>();
    out.resize(pixels.len() * 3, 0);
    let (targets, _) = out.as_chunks_mut::<3>();
    for (target, &[r, g, b, _]) in targets.iter_mut().zip(pixels) {
        *target = [r, g, b];
    }
}

/// RGBA with straight alpha: each colour divided by alpha, rounded.
pub(super) fn unpremultiplied(premultiplied: &[u8], out: &mut Vec<u8>) {
    let (pixels, _) = premultiplied.as_chunks::<4>();
    out.resize(pixels.len() * 4, 0);
    let (targets, _) = out.as_chunks_mut::<4>();
    for (target, &pixel) in targets.iter_mut().zip(pixels) {
        let [r, g, b, a] = pixel;
        *target = match a {
            255 => pixel,
            0 => [0; 4],
            _ => [straight(r, a), straight(g, a), straight(b, a), a],
        };
    }
}

fn straight(color: u8, alpha: u8) -> u8 {
    let (color, alpha) = (u16::from(color), u16::from(alpha));
    ((color * 255 + alpha / 2) / alpha).min(255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_come_back_from_premultiplied_pixels() {
        let mut out = vec![9; 40];
        unpremultiplied(&[100, 50, 0, 255, 64, 32, 0, 128, 0, 0, 0, 0], &mut out);
        assert_eq!(out, [100, 50, 0, 255, 128, 64, 0, 128, 0, 0, 0, 0]);
        without_alpha(&[1, 2, 3, 255, 4, 5, 6, 255], &mut out);
        assert_eq!(out, [1, 2, 3, 4, 5, 6]);
    }
}
