//! What a new map can start from, and the sample.

use model::Project;

/// A project to start from.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// The name by which the command line knows it.
    pub name: &'static str,
    /// The title in File > New.
    pub title: &'static str,
    /// For whom it is, in a sentence.
    pub description: &'static str,
    /// The project, in the file format.
    pub ron: &'static str,
}

macro_rules! template {
    ($name:literal, $title:literal, $description:literal) => {
        Template {
            name: $name,
            title: $title,
            description: $description,
            ron: include_str!(concat!("../../assets/templates/", $name, ".ron")),
        }
    };
}

static TEMPLATES: [Template; 11] = [
    template!("six-stages", "Six stages", "From awareness to advocacy: fits most journeys"),
    template!("online-shop", "Online shop", "Search, product page, checkout, delivery, return"),
    template!(
        "brick-and-mortar",
        "Brick-and-mortar shop",
        "Pass by, step in, look around, try, pay, come back"
    ),
    template!("b2b", "B2B purchase", "Seven phases, from open to ideas to results and loyalty"),
    template!("pre-mid-post", "Before, during, after", "Three stages for a quick first sketch"),
    template!("onboarding", "Onboarding", "From before day one to the first hundred days"),
    template!("customer-service", "Customer service", "From the problem to the solution"),
    template!("website", "Website optimisation", "Land, navigate, read, fill in, check out"),
    template!("campaign", "Marketing campaign", "See, click, sign up, e-mail sequence, talk, buy"),
    template!(
        "product-development",
        "Product development",
        "From the task one has to the limits one reaches"
    ),
    template!("blank", "Blank", "Three unnamed stages, the usual lanes, no cards"),
];

/// Every template, in the order in which they are offered.
pub fn all() -> &'static [Template] {
    &TEMPLATES
}

/// The template of this name.
pub fn find(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.name == name)
}

/// The sample: a believable project with a survey in it.
pub static SAMPLE: Template = Template {
    name: "sample",
    title: "Switching mobile provider",
    description: "A filled-in example with a survey",
    ron: include_str!("../../assets/samples/mobile-switch.ron"),
};

impl Template {
    /// The project that the template holds. The embedded files are tested, so an error means that
    /// the program itself is damaged.
    pub fn project(&self) -> anyhow::Result<Project> {
        let opened = model::format::read(self.ron.as_bytes())?;
        Ok(opened.project)
    }
}
