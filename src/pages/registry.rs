//! The registry of page kinds: finds the declaration of a route. It is generated from the table in `src/model/route.rs`,
//! so a kind without a declaration does not compile.

use serde::Serialize;

use super::kind::{CardKind, OwnLinks, PageFiles, PageKind, Section};
use super::parts::card::{self, CardLink};
use super::{View, Views, kinds, outputs};
use crate::model::{Model, Route, with_routes};
use crate::parse::FileKind;
use crate::parse::scalar::Date;

/// Generates an enum of views, with the template of each.
macro_rules! views {
    ($(#[doc = $doc:literal])+ $name:ident { $($variant:ident($kind:path, $trait:ident);)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Hash)]
        #[allow(missing_docs, reason = "each is named for its kind, and documented at its own type")]
        #[allow(private_interfaces, reason = "only templates read the fields of a view")]
        #[allow(clippy::large_enum_variant, reason = "one lives at a time, on the stack of the thread that draws it")]
        pub enum $name { $($variant(<$kind as $trait>::View),)+ }

        impl $name {
            /// The templates of all kinds.
            pub const TEMPLATES: &'static [&'static str] = &[$(<$kind as $trait>::TEMPLATE),+];

            /// Returns the template of the kind.
            fn kind_template(&self) -> &'static str {
                match self { $($name::$variant(_) => <$kind as $trait>::TEMPLATE),+ }
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $($name::$variant(view) => view.serialize(serializer)),+ }
            }
        }
    };
}

impl PageView {
    /// Returns the template that the page is drawn with: that of its kind, or the one that its text chooses.
    pub fn template(&self) -> &str {
        let chosen = match self {
            PageView::Page(view) => view.template.as_deref(),
            PageView::Article(view) => view.template.as_deref(),
            _ => None,
        };
        chosen.unwrap_or_else(|| self.kind_template())
    }
}

impl CardView {
    /// Returns the template that the card is drawn with.
    pub fn template(&self) -> &'static str {
        self.kind_template()
    }
}

macro_rules! registry {
    (
        single_pages {
            $($page:ident = $address:literal, $presence:ident, $listed:ident, $module:ident::$kind:ident;)+
        }
        pages {
            $($each:ident($subject:ident: $type:ty) = $before:literal $slug:ident $after:literal,
                $each_listed:ident, $each_module:ident::$each_kind:ident;)+
        }
        single_cards {
            $($(#[doc = $card_doc:literal])* $card:ident = $card_address:literal, $card_presence:ident,
                $card_module:ident::$card_kind:ident;)+
        }
        cards {
            $($(#[doc = $cards_doc:literal])* $cards:ident($cards_subject:ident: $cards_type:ty) =
                $cards_before:literal $cards_slug:ident $cards_after:literal, $cards_module:ident::$cards_kind:ident;)+
        }
        single_files {
            $($(#[doc = $file_doc:literal])* $file:ident = $file_address:literal, $file_presence:ident, $file_fn:ident;)+
        }
        files {
            $($(#[doc = $files_doc:literal])* $files:ident($($part:ident: $part_type:ty),+) =
                $files_before:literal $files_slug:ident $files_after:literal, $files_fn:ident;)+
        }
    ) => {
        views! {
            /// The view of a page, one variant for each kind.
            PageView {
                $($page(kinds::$module::$kind, PageKind);)+
                $($each(kinds::$each_module::$each_kind, PageKind);)+
            }
        }

        views! {
            /// The view of a card, one variant for each kind.
            CardView {
                $($card(card::$card_module::$card_kind, CardKind);)+
                $($cards(card::$cards_module::$cards_kind, CardKind);)+
            }
        }

        /// Computes the view of a route.
        pub(super) fn view(views: &Views<'_>, route: Route) -> View {
            match route {
                $(Route::$page => View::Page(PageView::$page(kinds::$module::$kind::view(views, ()))),)+
                $(Route::$each($subject) => {
                    View::Page(PageView::$each(kinds::$each_module::$each_kind::view(views, $subject)))
                })+
                $(Route::$card => View::Card(CardView::$card(card::$card_module::$card_kind::view(views, ()))),)+
                $(Route::$cards($cards_subject) => {
                    View::Card(CardView::$cards(card::$cards_module::$cards_kind::view(views, $cards_subject)))
                })+
                $(Route::$file => outputs::$file_fn(views),)+
                $(Route::$files($($part),+) => outputs::$files_fn(views, $($part),+),)+
            }
        }

        /// Returns the template of a route, or `None` for files generated without one.
        pub fn template(route: Route) -> Option<&'static str> {
            match route {
                $(Route::$page => Some(kinds::$module::$kind::TEMPLATE),)+
                $(Route::$each(_) => Some(kinds::$each_module::$each_kind::TEMPLATE),)+
                $(Route::$card => Some(card::$card_module::$card_kind::TEMPLATE),)+
                $(Route::$cards(_) => Some(card::$cards_module::$cards_kind::TEMPLATE),)+
                $(Route::$file)|+ => None,
                $(Route::$files(..))|+ => None,
            }
        }

        /// Returns `true` for the preview images of links.
        pub fn is_card(route: Route) -> bool {
            match route {
                $(Route::$card)|+ => true,
                $(Route::$cards(_))|+ => true,
                $(Route::$page)|+ => false,
                $(Route::$each(_))|+ => false,
                $(Route::$file)|+ => false,
                $(Route::$files(..))|+ => false,
            }
        }

        /// Returns the content files that a page or card is about; none for other files.
        pub fn files(model: &Model, route: Route) -> PageFiles {
            match route {
                $(Route::$page => kinds::$module::$kind::files(model, ()),)+
                $(Route::$each($subject) => kinds::$each_module::$each_kind::files(model, $subject),)+
                $(Route::$card => card::$card_module::$card_kind::files(model, ()),)+
                $(Route::$cards($cards_subject) => card::$cards_module::$cards_kind::files(model, $cards_subject),)+
                $(Route::$file)|+ => PageFiles::none(),
                $(Route::$files(..))|+ => PageFiles::none(),
            }
        }

        /// Returns the page that represents a content file best; `None` for a file without a page, such as a draft.
        pub fn page_of_file(model: &Model, path: &str) -> Option<Route> {
            let file = FileKind::of(path)?;
            $(if let Some(()) = kinds::$module::$kind::of_file(model, file) {
                return Some(Route::$page);
            })+
            $(if let Some($subject) = kinds::$each_module::$each_kind::of_file(model, file) {
                return Some(Route::$each($subject));
            })+
            None
        }

        /// Returns the pages that search lists by a name of their own, with the keys of these names.
        pub(super) fn searched(model: &Model) -> Vec<(&'static str, Route)> {
            let mut pages = Vec::new();
            $(if model.has(crate::model::Presence::$presence) {
                pages.extend(kinds::$module::$kind::SEARCHED_AS.map(|name| (name, Route::$page)));
            })+
            pages
        }

        /// Returns `true` if a page lists the whole site, and so grows with it.
        pub fn grows(route: Route) -> bool {
            let declared = match route {
                $(Route::$page => Some(kinds::$module::$kind::GROWS),)+
                $(Route::$each(_) => Some(kinds::$each_module::$each_kind::GROWS),)+
                $(Route::$card)|+ => None,
                $(Route::$cards(_))|+ => None,
                $(Route::$file)|+ => None,
                $(Route::$files(..))|+ => None,
            };
            declared.unwrap_or(false)
        }

        /// Returns the section of a page.
        pub(super) fn section(route: Route) -> Option<Section> {
            let declared = match route {
                $(Route::$page => Some(kinds::$module::$kind::SECTION),)+
                $(Route::$each(_) => Some(kinds::$each_module::$each_kind::SECTION),)+
                $(Route::$card)|+ => None,
                $(Route::$cards(_))|+ => None,
                $(Route::$file)|+ => None,
                $(Route::$files(..))|+ => None,
            };
            declared.flatten()
        }

        /// Returns the text of a link to a page that has none of its own.
        pub(super) fn name(model: &Model, route: Route) -> Option<String> {
            let declared = match route {
                $(Route::$page => Some(kinds::$module::$kind::name(model, ())),)+
                $(Route::$each($subject) => Some(kinds::$each_module::$each_kind::name(model, $subject)),)+
                $(Route::$card)|+ => None,
                $(Route::$cards(_))|+ => None,
                $(Route::$file)|+ => None,
                $(Route::$files(..))|+ => None,
            };
            declared.flatten()
        }

        /// Returns the date of the last change to the content of a page; `None` where no date is known.
        pub(super) fn modified(model: &Model, route: Route) -> Option<Date> {
            let declared = match route {
                $(Route::$page => Some(kinds::$module::$kind::modified(model, ())),)+
                $(Route::$each($subject) => Some(kinds::$each_module::$each_kind::modified(model, $subject)),)+
                $(Route::$card)|+ => None,
                $(Route::$cards(_))|+ => None,
                $(Route::$file)|+ => None,
                $(Route::$files(..))|+ => None,
            };
            declared.flatten()
        }

        /// Returns the alternative representations of a page, each with the key of a short description.
        pub(super) fn alternates(model: &Model, route: Route) -> Vec<(&'static str, Route)> {
            let declared = match route {
                $(Route::$page => Some(kinds::$module::$kind::alternates(model, ())),)+
                $(Route::$each($subject) => Some(kinds::$each_module::$each_kind::alternates(model, $subject)),)+
                $(Route::$card)|+ => None,
                $(Route::$cards(_))|+ => None,
                $(Route::$file)|+ => None,
                $(Route::$files(..))|+ => None,
            };
            declared.unwrap_or_default()
        }

        /// Returns the title and the card that a link preview shows for an address that redirects to a page.
        pub(super) fn preview(views: &Views<'_>, route: Route) -> Option<(String, CardLink)> {
            let declared = match route {
                $(Route::$page => Some(kinds::$module::$kind::preview(views, ())),)+
                $(Route::$each($subject) => Some(kinds::$each_module::$each_kind::preview(views, $subject)),)+
                $(Route::$card)|+ => None,
                $(Route::$cards(_))|+ => None,
                $(Route::$file)|+ => None,
                $(Route::$files(..))|+ => None,
            };
            declared.flatten()
        }

        /// Returns the links of a page that no other page has; `None` for cards and other files.
        pub fn own_links(model: &Model, route: Route) -> Option<OwnLinks> {
            match route {
                $(Route::$page => Some(kinds::$module::$kind::own_links(model, ())),)+
                $(Route::$each($subject) => Some(kinds::$each_module::$each_kind::own_links(model, $subject)),)+
                $(Route::$card)|+ => None,
                $(Route::$cards(_))|+ => None,
                $(Route::$file)|+ => None,
                $(Route::$files(..))|+ => None,
            }
        }
    };
}

with_routes!(registry);
