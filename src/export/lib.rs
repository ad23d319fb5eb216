//! The draw list and the document as files. Needs neither a display nor a GPU.

mod error;
pub mod page;
pub mod png;
mod raster;

pub use error::ExportError;
pub use raster::MAX_SIDE_PX;
