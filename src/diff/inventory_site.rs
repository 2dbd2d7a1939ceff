//! The settings of the site as an item; see [`super::inventory`].

use super::inventory::{entries, page_address};
use super::item::{Entry, Item, ItemKind};
use crate::model::{Entity, Licence, Model, NavLink, NavTarget, Owner, SearchWords, Site};
use crate::parse::record::PairPages;
use crate::theme::{Font, Fonts, Logo, LogoImage, Palette, Scheme, Theme};

/// Returns the settings of a site and the order of its lists.
pub(super) fn settings(model: &Model) -> Item {
    let Site {
        title,
        description,
        origin,
        base,
        language,
        repository,
        nav,
        footer,
        theme,
        featured,
        pairs,
        owner,
        licence,
        has_manual,
        entity,
        is_hidden,
        allowed,
        search_words,
    } = &model.site;
    let Entity { nouns, path, schema_type } = entity;
    let short = |id: &str| model.roles.get(id).map_or(id.to_string(), |role| model.roles[role].short.clone());
    let item = Item::new(ItemKind::Settings, &[], "Site")
        .text("title", title)
        .text("description", description)
        .text("address", format!("{origin}{base}/"))
        .text("language", language)
        .optional("repository", repository.as_ref().map(|repository| repository.view("")))
        .list("links of the header", nav.iter().map(|link| nav_entry(model, link)))
        .list("links of the footer", footer.iter().map(|link| nav_entry(model, link)))
        .list(
            "featured pairs",
            featured.iter().map(|pair| {
                let (a, b) = pair.roles();
                let mut ids = [a, b].map(|role| model.roles.id(role).to_string());
                ids.sort();
                Entry::new(ids.join("/"), format!("{} and {}", short(&ids[0]), short(&ids[1])))
            }),
        )
        .optional("pairs with a page", pairs.map(PairPages::word))
        .flag("manual of the program", *has_manual)
        .optional("noun", nouns.as_ref().map(|nouns| format!("{}, {}", nouns.one, nouns.many)))
        .text("folder of its pages", path)
        .optional("type of schema.org", schema_type.as_ref())
        .flag("hidden from search engines", *is_hidden)
        .list("lints that are off", allowed.iter().map(|code| Entry::plain(code.name())))
        .list("search words", search_words.iter().map(|words| search_entry(model, words)))
        .order("order of families", entries(&model.families, |family| &family.label))
        .order("order of groups", entries(&model.groups, |label| label))
        .order("order of rows", entries(&model.rows, |row| &row.label))
        .order("order of regions", entries(&model.regions, |region| &region.label))
        .order("order of the levels of the scale", entries(&model.scale, |level| &level.label))
        .order("order of aspects", entries(&model.aspects, |aspect| &aspect.label))
        .order("order of grades", entries(&model.grades, |grade| &grade.label))
        .order("order of tool categories", entries(&model.categories, |label| label))
        .list("rows for choosing a role", model.choose_rows.iter().map(|row| row_entry(model, *row)))
        .list("rows for hiring", model.hire_rows.iter().map(|row| row_entry(model, *row)));
    let item = with_theme(item, theme);
    let item = match owner {
        Some(Owner { name, link, contact, notice }) => item
            .text("owner", name)
            .optional("owner's address", link.as_ref())
            .optional("contact", contact.as_ref())
            .optional("notice of the owner", notice.as_ref()),
        None => item,
    };
    match licence {
        Some(Licence { name, url }) => {
            item.text("licence", name).optional("address of the licence", url.as_ref())
        }
        None => item,
    }
}

fn row_entry(model: &Model, row: crate::model::RowId) -> Entry {
    Entry::new(model.rows.id(row).as_str(), &model.rows[row].label)
}

fn nav_entry(model: &Model, (label, target): &NavLink) -> Entry {
    Entry::plain(match target {
        NavTarget::Page(route) => format!("{label} ({})", page_address(model, *route)),
        NavTarget::Web(address) => format!("{label} ({address})"),
    })
}

/// Adds the look of a site.
fn with_theme(item: Item, theme: &Theme) -> Item {
    let Theme { palette: Palette { light, dark }, fonts, logo, favicon } = theme;
    let Fonts { headings, text, interface } = fonts;
    let colours =
        |scheme: &Scheme| scheme.colours().map(|(name, colour)| Entry::plain(format!("{name} {colour}")));
    let item = item
        .list("colours of the light scheme", colours(light))
        .list("colours of the dark scheme", colours(dark))
        .optional("font of headings", headings.as_ref().map(font_words))
        .optional("font of texts", text.as_ref().map(font_words))
        .optional("font of the interface", interface.as_ref().map(font_words))
        .optional("icon", favicon.as_ref());
    match logo {
        Some(Logo { image, dark, alt }) => item
            .text("logo", image_words(image))
            .optional("logo in the dark scheme", dark.as_ref().map(image_words))
            .optional("words of the logo", alt.as_ref()),
        None => item,
    }
}

fn font_words(font: &Font) -> String {
    let Font { regular, bold, italic, fallback } = font;
    let files = [regular, bold, italic].into_iter().flatten().map(String::as_str);
    files.chain([&*format!("{fallback:?}")]).collect::<Vec<_>>().join(", ")
}

fn image_words(image: &LogoImage) -> String {
    let LogoImage { path, size } = image;
    size.map_or(path.clone(), |(width, height)| format!("{path} ({width} × {height})"))
}

fn search_entry(model: &Model, words: &SearchWords) -> Entry {
    let SearchWords { row, section, role, region, page, words } = words;
    let targets = [
        row.map(|row| format!("row {}", model.rows.id(row))),
        section.as_ref().map(|section| format!("section {section}")),
        role.map(|role| format!("role {}", model.roles.id(role))),
        region.map(|region| format!("region {}", model.regions.id(region))),
        page.map(|page| page_address(model, page)),
    ];
    let targets: Vec<String> = targets.into_iter().flatten().collect();
    Entry::plain(format!("{}: {}", targets.join(", "), words.join(", ")))
}
