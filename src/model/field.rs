//! One declaration per object says which of its fields an edit may set.

/// Declares the enum of an object's settable fields: each variant carries the new value of one
/// field. The enum can be applied to the object, found by comparing two objects, and labelled for
/// the history list.
macro_rules! fields {
    (
        $(#[$doc:meta])*
        $name:ident for $object:ty {
            $($variant:ident => $field:ident: $type:ty = $label:literal),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(
                #[doc = concat!("The new value of `", stringify!($field), "`.")]
                $variant($type),
            )*
        }

        impl $name {
            /// Writes the value into the object.
            pub fn apply(&self, object: &mut $object) {
                match self {
                    $(Self::$variant(value) => object.$field = value.clone(),)*
                }
            }

            /// The fields that turn `from` into `to`.
            pub fn diff(from: &$object, to: &$object) -> Vec<Self> {
                let mut fields = Vec::new();
                $(
                    if from.$field != to.$field {
                        fields.push(Self::$variant(to.$field.clone()));
                    }
                )*
                fields
            }

            /// What the edit does, as the history list and "Undo …" show it.
            pub const fn label(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $label,)*
                }
            }

            /// Whether both set the same field.
            pub fn is_same_field(&self, other: &Self) -> bool {
                std::mem::discriminant(self) == std::mem::discriminant(other)
            }
        }
    };
}

pub(crate) use fields;
