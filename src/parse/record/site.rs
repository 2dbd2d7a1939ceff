//! `content/site.yaml`: the settings of the site.

use crate::parse::scalar::{BaseUrl, Language, Name, Sentence, TextLine, VersionRequirement, WebAddress};
use crate::parse::{NonEmpty, Spanned};
use crate::theme::Colour;
use crate::url::Id;
use crate::{record, string_enum};

record! {
    /// The settings of the site: `content/site.yaml`.
    pub struct SiteFile = "the site" {
        /// The name of the site, shown in the header of every page.
        title: Name,
        /// One sentence that describes the site, for search engines and link previews.
        description: Sentence,
        /// The address at which the site is published: https, with the folder, if any.
        base_url: Spanned<BaseUrl>,
        /// The language of the content, as a BCP 47 tag such as `en-GB`.
        language: Language,
        /// The versions of the program that the site works with, such as `">=0.2"`. Another one refuses to build it, and says which
        /// to install.
        requires: Option<Spanned<VersionRequirement>>,
        /// The repository on its code host (GitHub, GitLab, Gitea, Forgejo, Bitbucket), for edit links:
        /// `https://github.com/owner/name`. For a site in a folder, on another branch than `main`, or on a host with a name
        /// of its own: the address of the folder, as the host shows it. Without it, no edit links are shown.
        repository: Option<WebAddress>,
        /// The kind of thing that the site compares, if it is not roles: programming languages, clouds, hospital wards.
        entity: Option<EntityRecord>,
        /// The links in the header, in order: pages of the site, and other sites.
        nav: Vec<NavRecord>,
        /// Links in the footer, before those to the pages of the site.
        footer: Vec<NavRecord>,
        /// The look of the site: its colours, fonts, logo and icon. A style sheet `static/assets/custom.css` is loaded after all
        /// others.
        theme: Option<ThemeRecord>,
        /// The pairs of roles on the home page, as `first/second`.
        featured: Vec<Spanned<Name>>,
        /// The pairs of roles that have a page, an embed and tables to download. By default, all: about 70 KB for each of
        /// n·(n-1)/2 pairs, 340 MB for 100 roles. Links to other pairs lead to the comparison of all roles, with the two
        /// chosen.
        pairs: Option<PairPages>,
        /// The sections of every role's guide, in order: a guide without one of them is a warning, and so is a role
        /// without a guide. By default, guides have no fixed sections.
        guide_sections: Vec<Name>,
        /// `noindex` to ask search engines not to list the site. By default, they may.
        robots: Option<Robots>,
        /// The publisher of the site, named in the footer.
        owner: Option<OwnerRecord>,
        /// The licence of the facts and texts. Without it, no page or file says that they may be reused.
        licence: Option<LicenceRecord>,
        /// `true` to publish the manual of the program with the site, which only the program's own site needs.
        manual: bool,
        /// The lints that the site does not want, by their codes, such as `entry-order`.
        allow: Vec<Spanned<Name>>,
        /// The files of `static/` that speak for the owner of the domain, such as the verification file of a search
        /// engine, each with the reason why it is published. A file of this kind that is not listed is a warning.
        reviewed_files: Vec<ReviewedFileRecord>,
        /// The words that readers search with, beyond the names on the site, and where each leads.
        search_words: Vec<Spanned<SearchWordsRecord>>,
    }
}

record! {
    /// Words that readers search with, and one or more places that answer them.
    pub struct SearchWordsRecord = "an entry of `search_words`" {
        /// The row that the words ask for. With a role in the same query, they lead to the role's fact.
        row: Option<Spanned<Id>>,
        /// The section of the guides, as in `guide_sections`, that the words ask for. It answers queries that name a role.
        section: Option<Spanned<Name>>,
        /// The role that the words mean. It is no name of the role and is not shown.
        role: Option<Spanned<Id>>,
        /// The region that the words are in or mean: a city, or another name of a country.
        region: Option<Spanned<Id>>,
        /// The address of the page that the words ask for, such as `/fit/`.
        page: Option<Spanned<Name>>,
        /// The words and phrases, without regard to case and accents. The endings `s` and `ing` and typos are recognised.
        words: NonEmpty<Name>,
    }
}

string_enum! {
    /// The pairs of roles that have a page.
    pub enum PairPages {
        /// Every pair.
        All = "all",
        /// Those of `featured`, and those with a comparison in `content/comparisons/`.
        Featured = "featured",
        /// Those with a comparison in `content/comparisons/`.
        Written = "written",
    }
}

string_enum! {
    /// A request to search engines.
    pub enum Robots {
        /// Not to list any page.
        NoIndex = "noindex",
    }
}

record! {
    /// The kind of thing that a site compares. Pages, addresses and messages take its words. The files keep their names and keys: each entity
    /// is a file of `content/roles/`.
    pub struct EntityRecord = "the entity" {
        /// The noun in the singular, as in the middle of a sentence: `language`.
        one: Name,
        /// The noun in the plural: `languages`.
        many: Name,
        /// The folder of its pages on the site: `languages` for `/languages/`.
        path: Spanned<Id>,
        /// The type of schema.org that pages state for search engines, such as `Occupation`, `ComputerLanguage` or `Country`. By
        /// default none.
        schema_type: Option<Spanned<TextLine<40>>>,
    }
}

record! {
    /// A file of `static/` that was reviewed.
    pub struct ReviewedFileRecord = "a file of `reviewed_files`" {
        /// The path of the file, such as `static/.well-known/security.txt`.
        file: Spanned<TextLine<200>>,
        /// The reason why the file is published, in one sentence.
        reason: Sentence,
    }
}

record! {
    /// A link in the header or the footer.
    pub struct NavRecord = "a link" {
        /// The text of the link, one or two words.
        label: Name,
        /// The address of a page on the site, such as `/compare/`, or of another site: `https://example.com/`.
        to: Spanned<TextLine<500>>,
    }
}

record! {
    /// The licence of the facts and texts of a site. Salary figures keep the licence of their dataset.
    pub struct LicenceRecord = "the licence" {
        /// The name of the licence, such as `All rights reserved`.
        name: Name,
        /// The address of its text.
        url: Option<WebAddress>,
    }
}

record! {
    /// The publisher of the site. Everything here is labelled as the owner's.
    pub struct OwnerRecord = "the owner" {
        /// The name of a person or an organisation.
        name: Name,
        /// The address of the owner's website.
        link: Option<WebAddress>,
        /// The address of a contact page.
        contact: Option<WebAddress>,
        /// One sentence from the owner to readers.
        notice: Option<Sentence>,
    }
}

record! {
    /// The look of a site. Each colour is checked for contrast in the light and the dark scheme; one that cannot be read is
    /// replaced by the nearest that can, with a warning.
    pub struct ThemeRecord = "the theme" {
        /// The first accent, in quotes: `"#0b6e4f"`. It marks the role on the left of a comparison.
        accent: Option<Spanned<Colour>>,
        /// The first accent in the dark scheme. By default, a lighter variant of `accent`.
        accent_dark: Option<Spanned<Colour>>,
        /// The second accent, for the role on the right. By default, of the opposite hue.
        second_accent: Option<Spanned<Colour>>,
        /// The second accent in the dark scheme. By default, a lighter variant of `second_accent`.
        second_accent_dark: Option<Spanned<Colour>>,
        /// The background of pages in the light scheme. By default, nearly white.
        background: Option<Spanned<Colour>>,
        /// The background of pages in the dark scheme. By default, nearly black.
        background_dark: Option<Spanned<Colour>>,
        /// The fonts of headings, text and controls.
        fonts: Option<FontsRecord>,
        /// The logo in the header.
        logo: Option<LogoRecord>,
        /// The icon of the site in browsers: an SVG, PNG or ICO file of `static/`. By default, a disc in both accents.
        favicon: Option<Spanned<TextLine<200>>>,
    }
}

record! {
    /// The fonts of a site. What is absent is as in the built-in theme.
    pub struct FontsRecord = "the fonts" {
        /// The font of headings.
        headings: Option<FontRecord>,
        /// The font of guides, articles and other running text.
        text: Option<FontRecord>,
        /// The font of facts, tables and controls.
        interface: Option<FontRecord>,
    }
}

record! {
    /// A font: files of `static/` in the format WOFF2, or a font of the reader's system.
    pub struct FontRecord = "a font" {
        /// The regular or variable face, such as `static/fonts/inter.woff2`. Without it, a font of the system is used.
        regular: Option<Spanned<TextLine<200>>>,
        /// The bold face. Without it, `regular` is taken for a variable font.
        bold: Option<Spanned<TextLine<200>>>,
        /// The italic face, for emphasis.
        italic: Option<Spanned<TextLine<200>>>,
        /// The font of the system that is shown without the files. By default `sans-serif`.
        fallback: Option<Fallback>,
    }
}

string_enum! {
    /// A font of the reader's system.
    pub enum Fallback {
        /// A font with serifs.
        Serif = "serif",
        /// A font without serifs.
        SansSerif = "sans-serif",
        /// A font whose letters have equal widths.
        Monospace = "monospace",
    }
}

record! {
    /// The logo in the header of every page.
    pub struct LogoRecord = "the logo" {
        /// The image, such as `static/assets/logo.svg`.
        file: Spanned<TextLine<200>>,
        /// The image in the dark scheme, if it is another one.
        dark: Option<Spanned<TextLine<200>>>,
        /// The words of a logo that contains the name of the site. A logo without words stands before the name.
        alt: Option<Name>,
    }
}
