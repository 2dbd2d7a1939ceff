//! `content/site.yaml`.

use crate::parse::Spanned;
use crate::parse::scalar::{BaseUrl, Language, Name, Sentence, WebAddress};
use crate::record;

record! {
    /// The site as a whole: `content/site.yaml`.
    pub struct SiteFile = "the site" {
        /// The site's name, as it stands in the header of every page.
        title: Name,
        /// One sentence that says what the site is, for search engines and shared links.
        description: Sentence,
        /// Where the site is published: https, with the folder it lies in, if any.
        base_url: Spanned<BaseUrl>,
        /// The language of the content, as a BCP 47 tag such as `en-GB`.
        language: Language,
        /// The repository on its code host, for edit links: `https://github.com/owner/name`. Without it, none are shown.
        repository: Option<WebAddress>,
        /// The links of the header, in order.
        nav: Vec<NavRecord>,
        /// The pairs of roles that the home page shows, as `sre/platform-engineer`.
        featured: Vec<Spanned<Name>>,
        /// The sections of every role's guide, in order: a guide that lacks one is a warning, and so is a role without a
        /// guide. Without this, guides are written as they come.
        guide_sections: Vec<Name>,
        /// Who publishes the site. It is named in the footer.
        owner: Option<OwnerRecord>,
    }
}

record! {
    /// A link of the header.
    pub struct NavRecord = "a link of `nav`" {
        /// The words to click, one or two.
        label: Name,
        /// The page's address on the site, such as `/compare/`.
        to: Spanned<Name>,
    }
}

record! {
    /// Who publishes the site. Always labelled as the owner's.
    pub struct OwnerRecord = "the owner" {
        /// A person or an organisation.
        name: Name,
        /// The address of their own site.
        link: Option<WebAddress>,
        /// Where to write to: the address of a page.
        contact: Option<WebAddress>,
        /// One sentence from the owner to readers.
        notice: Option<Sentence>,
    }
}
