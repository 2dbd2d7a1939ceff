//! The home page.

use serde::Serialize;

use crate::model::{DataFile, Model, Provenance, RoleId, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::difference::sentence_of;
use crate::pages::parts::families::{FamilyView, families};
use crate::pages::parts::json_ld;
use crate::parse::FileKind;
use crate::parse::scalar::Date;

/// `/`
pub(in crate::pages) struct HomePage;

impl PageKind for HomePage {
    type Subject = ();
    type View = HomeView;

    const TEMPLATE: &'static str = "pages/home.html";
    const SECTION: Option<Section> = None;
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles { edited: None, others: vec![FileKind::Site.path()] }
    }

    fn of_file(_: &Model, file: FileKind<'_>) -> Option<()> {
        (file == FileKind::Site).then_some(())
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(model: &Model, (): ()) -> Option<Date> {
        model.latest_date()
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        vec![("open-data", Route::Data(DataFile::Index))]
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> HomeView {
        view(views)
    }
}

/// The view of the home page.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct HomeView {
    frame: PageChrome,
    featured: Vec<Featured>,
    /// The ids of the two roles preselected for comparison, unless the site has fewer than two.
    first: Option<(String, String)>,
    families: Vec<FamilyView>,
    articles: Vec<Teaser>,
    /// The address of the quiz, if the site has one.
    fit: Option<String>,
    counts: Counts,
}

/// A featured pair with a one-sentence summary.
#[derive(Debug, Hash, Serialize)]
struct Featured {
    left: String,
    right: String,
    url: String,
    sentence: String,
}

#[derive(Debug, Hash, Serialize)]
struct Teaser {
    link: Link,
    summary: String,
}

/// Numbers of roles, pairs, facts and so on.
#[derive(Debug, Hash, Serialize)]
struct Counts {
    roles: usize,
    pairs: usize,
    facts: usize,
    /// Facts with at least one source.
    cited: usize,
    sources: usize,
    figures: usize,
}

fn view(views: &Views<'_>) -> HomeView {
    let model = views.model();
    let featured = model.site.featured.iter().map(|pair| {
        let (a, b) = model.display_order(*pair);
        Featured {
            left: model.roles[a].short.clone(),
            right: model.roles[b].short.clone(),
            url: views.url(Route::Pair(*pair)),
            sentence: sentence_of(model, a, b),
        }
    });
    HomeView {
        frame: PageChrome::new(views, Route::Home, &model.site.title, &model.site.description)
            .json_ld(json_ld::home(views)),
        featured: featured.collect(),
        first: first_pair(model)
            .map(|(left, right)| (model.roles.id(left).to_string(), model.roles.id(right).to_string())),
        families: families(views),
        articles: model
            .newest_articles()
            .into_iter()
            .take(6)
            .map(|id| Teaser {
                link: Link { text: model.articles[id].title.clone(), url: views.url(Route::Article(id)) },
                summary: model.articles[id].summary.clone(),
            })
            .collect(),
        fit: model.fit.as_ref().map(|_| views.url(Route::Fit)),
        counts: count(model),
    }
}

/// Returns the first featured pair or, by default, the first two roles.
fn first_pair(model: &Model) -> Option<(RoleId, RoleId)> {
    let mut roles = model.roles.indices();
    let any = || roles.next().zip(roles.next());
    model.site.featured.first().map(|pair| model.display_order(*pair)).or_else(any)
}

fn count(model: &Model) -> Counts {
    let cells = || model.roles.values().flat_map(|role| role.cells.iter().flatten());
    let n = model.roles.len();
    Counts {
        roles: n,
        pairs: n * n.saturating_sub(1) / 2,
        facts: cells().count(),
        cited: cells().filter(|cell| matches!(cell.provenance, Provenance::Sources(_))).count(),
        sources: model.references.len(),
        figures: model.series.values().map(|series| series.figures.len()).sum(),
    }
}
