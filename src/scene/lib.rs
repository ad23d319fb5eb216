//! What a map looks like: theme, text, layout, curve, charts, hit test, draw list.
