//! From the rasteriser's premultiplied pixels to those of a file.

/// RGB of opaque pixels.
pub(super) fn without_alpha(premultiplied: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let (pixels, _) = premultiplied.as_chunks::<4>();
    out.extend(pixels.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]));
}

/// RGBA with straight alpha: each colour divided by alpha, rounded.
pub(super) fn unpremultiplied(premultiplied: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let (pixels, _) = premultiplied.as_chunks::<4>();
    out.extend(pixels.iter().flat_map(|&[r, g, b, a]| match a {
        255 => [r, g, b, a],
        0 => [0; 4],
        _ => [straight(r, a), straight(g, a), straight(b, a), a],
    }));
}

fn straight(color: u8, alpha: u8) -> u8 {
    let (color, alpha) = (u16::from(color), u16::from(alpha));
    ((color * 255 + alpha / 2) / alpha).min(255) as u8
}
