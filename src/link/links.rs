//! Resolves the links of a text and reports broken ones.

use unicode_normalization::UnicodeNormalization as _;

use super::AnchorRef;
use super::addresses::{former_addresses, moved_to, pages, tag_page, text_or_static};
use super::exports::Headings;
use super::prose::ProseLinker;
use super::symbols::{EntityKind, Unpublished};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::model::{LinkTarget, Pair, Presence, Route, Symbol};
use crate::parse::markdown::{Anchor, Heading, Target};
use crate::parse::{FileKind, content_file};
use crate::url::{Fragment, Id, relative_path};

impl ProseLinker<'_, '_> {
    pub(super) fn link_target(&mut self, target: &Target, span: Span) -> Option<LinkTarget> {
        let names = self.names;
        match target {
            Target::Role(id, anchor) => {
                let role = self.linker.resolve(id, &names.roles, EntityKind::Role)?;
                let none: &[Heading] = &[];
                let headings = names.guides.get(&role).map_or(none, |headings| headings);
                let text = Some((FileKind::Guide(names.roles.id(role).as_str()), headings));
                let anchor = self.anchor(anchor.as_ref(), Route::Role(role), text, span);
                Some(LinkTarget::Page(Route::Role(role), anchor))
            }
            Target::Tool(id) => {
                let tool = self.linker.resolve(id, &names.tools, EntityKind::Tool)?;
                Some(LinkTarget::Page(Route::Tool(tool), None))
            }
            Target::Term(id, anchor) => {
                let term = self.linker.resolve(id, &names.terms.ids, EntityKind::Term)?;
                let file = FileKind::Term(names.terms.ids.id(term).as_str());
                let text = Some((file, &names.terms.headings(term)[..]));
                let anchor = self.anchor(anchor.as_ref(), Route::Term(term), text, span);
                Some(LinkTarget::Page(Route::Term(term), anchor))
            }
            Target::Source(id) => {
                self.linker.resolve(id, &names.references, EntityKind::Source)?;
                Some(LinkTarget::Page(Route::Sources, Some(id.value.to_string())))
            }
            Target::Pair(a, b, anchor) => {
                let (_, pair) = self.linker.resolve_pair(a, b)?;
                let row = anchor.as_ref().and_then(|anchor| Fragment::parse(&anchor.text).id);
                let anchor = match anchor.as_ref().zip(row.filter(|row| !row.contains('.'))) {
                    Some((anchor, row)) => {
                        self.row_anchor(&row, anchor, span);
                        Some(anchor.text.clone())
                    }
                    None => self.anchor(anchor.as_ref(), Route::Pair(pair), None, span),
                };
                Some(LinkTarget::Page(Route::Pair(pair), anchor))
            }
            Target::Here(anchor) => {
                let Fragment { id, directive } = Fragment::parse(&anchor.text);
                let found = id.and_then(|id| self.heading(&id, self.own, span));
                if let Some(id) = found {
                    self.linker.refer_to_heading(anchor, self.linker.file, id);
                }
                Some(LinkTarget::SamePage(
                    found.map_or_else(|| anchor.text.clone(), |id| format!("{id}{directive}")),
                ))
            }
            Target::File(path, anchor) => self.file(path, anchor.as_ref(), span),
            Target::Address(address, anchor) => self.address(address, anchor.as_ref(), span),
        }
    }

    /// Resolves a link to a file of the repository to the page that is made from the file.
    fn file(&mut self, path: &str, anchor: Option<&Anchor>, span: Span) -> Option<LinkTarget> {
        let names = self.names;
        if let Some(published) = path.strip_prefix("static/") {
            if names.static_file(published).is_some() {
                self.linker.refer(before_anchor(span, anchor), Symbol::Static(published.into()));
                return Some(LinkTarget::Static(published.to_string()));
            }
            return self.report_missing_file(path, anchor, span);
        }
        let inner = path.strip_prefix("content/").unwrap_or("");
        let (folder, name) = inner.split_once('/').unwrap_or(("", inner));
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        if folder.is_empty() && !path.starts_with("content") {
            return Some(LinkTarget::Repository(path.to_string()));
        }
        // The page that is made from the file, and the headings that an anchor may refer to. Pages made from YAML have
        // anchors for rows and entries instead, which are checked on the drawn page.
        let found: Option<(Route, Option<&Headings>)> = match (folder, ending) {
            ("roles", "md") => {
                let role = names.roles.get(stem).and_then(|id| Some((id, names.guides.get(&id)?)));
                role.map(|(id, headings)| (Route::Role(id), Some(headings)))
            }
            ("articles", "md") => {
                let article = names.articles.ids.get(stem);
                article.map(|id| (Route::Article(id), Some(names.articles.headings(id))))
            }
            ("glossary", "md") => {
                let term = names.terms.ids.get(stem);
                term.map(|id| (Route::Term(id), Some(names.terms.headings(id))))
            }
            ("pages", "md") => {
                let page = names.pages.ids.get(stem);
                page.map(|id| (Route::Page(id), Some(names.pages.headings(id))))
            }
            ("comparisons", "md") => self.pair_of_file(stem).map(|pair| (Route::Pair(pair), None)),
            ("roles", "yaml") => names.roles.get(stem).map(|id| (Route::Role(id), None)),
            ("salaries", "yaml") => names.series.get(stem).map(|id| (Route::Series(id), None)),
            ("", _) => match name {
                "tools.yaml" => (!names.tools.is_empty()).then_some((Route::Tools, None)),
                "sources.yaml" => (!names.references.is_empty()).then_some((Route::Sources, None)),
                "comparison.yaml" => Some((Route::Matrix, None)),
                "fit.yaml" => names.has_fit.then_some((Route::Fit, None)),
                _ => None,
            },
            _ => None,
        };
        let Some((route, headings)) = found else { return self.report_missing_file(path, anchor, span) };
        self.linker.refer(before_anchor(span, anchor), route.symbol());
        let text = FileKind::of(path).zip(headings.map(|headings| &headings[..]));
        let anchor = self.anchor(anchor, route, text, span);
        Some(LinkTarget::Page(route, anchor))
    }

    /// Returns the pair whose hand-written comparison has this file name.
    fn pair_of_file(&self, stem: &str) -> Option<Pair> {
        let (a, b) = stem.split_once("-vs-")?;
        let roles = &self.names.roles;
        let pair = Pair::new(roles.get(a)?, roles.get(b)?)?;
        let files = self.names.pairs.get(&pair)?;
        files.iter().any(|(x, y)| (x.as_str(), y.as_str()) == (a, b)).then_some(pair)
    }

    fn report_missing_file(&mut self, path: &str, anchor: Option<&Anchor>, span: Span) -> Option<LinkTarget> {
        let stem = path.strip_suffix(".md").unwrap_or(path);
        let names = self.names;
        let role = stem.strip_prefix("content/roles/");
        let of_broken_role = role.and_then(|role| Id::parse(role.trim_end_matches(".yaml")).ok());
        let of_broken_role = of_broken_role.is_some_and(|id| {
            names.roles.get(id.as_str()).is_none() && names.may_be_broken(EntityKind::Role, &id)
        });
        // A file with an error exists and has been reported, and so has a text about an unknown role.
        let unpublished = names.unpublished.get(path);
        if names.is_broken(path)
            || names.is_broken(&format!("{stem}.yaml"))
            || of_broken_role
            || unpublished == Some(&Unpublished::NoRole)
        {
            return None;
        }
        if unpublished == Some(&Unpublished::Draft) {
            let message = format!("`{path}` is a draft and is not published");
            let diagnostic = Diagnostic::new(Code::BrokenLink, self.linker.at(span), message);
            self.linker.add(
                diagnostic
                    .help("remove the link until the draft is published, or delete `draft: true` there"),
            );
            return None;
        }
        let role = role.filter(|role| names.roles.get(role).is_some());
        let missing =
            Diagnostic::new(Code::BrokenLink, self.linker.at(span), format!("there is no file `{path}`"));
        let name = path.rsplit('/').next().unwrap_or(path);
        let bare = name.trim_matches(['(', ')', '[', ']', '{', '}']);
        let diagnostic = if bare != name && bare.contains(':') {
            missing.help(format!("write the address without brackets: `{bare}`"))
        } else if let Some(role) = role {
            missing.help(format!("the role has facts but no guide yet: link to it as `role:{role}`"))
        } else if let Some(now) = self.moved_to(path) {
            let help = format!("it was moved to `{now}`");
            match self.path_location(path, anchor, span) {
                Some(place) => missing.with_fix(place, relative_path(self.linker.file, &now), help),
                None => missing.help(help),
            }
        } else {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            // A file without its extension, or with that of a page or of data, is never meant as an image.
            let is_content = content_file::may_be_content(name);
            let is_alike = |file: &&String| content_file::may_be_content(file) == is_content;
            let files = self.files();
            let beside = files.iter().filter(is_alike);
            let beside = beside.filter_map(|file| file.strip_prefix(folder)?.strip_prefix('/'));
            let stem = name.split('.').next().unwrap_or_default();
            let same_stem = |file: &&String| {
                file.rsplit('/').next().is_some_and(|name| name.strip_suffix(".md") == Some(stem))
            };
            let mut same: Vec<&String> = files.iter().filter(same_stem).collect();
            same.sort_by_key(|file| !file.starts_with(folder));
            if let Some(file) = same.first().filter(|_| is_content && !name.ends_with(".md")) {
                let link = relative_path(self.linker.file, file);
                let help = format!("write `{link}`");
                self.linker.add(match self.path_location(path, anchor, span) {
                    Some(place) => missing.with_fix(place, link, help),
                    None => missing.help(help),
                });
                return None;
            }
            match crate::diagnostic::nearest(name, beside) {
                Some(near) => missing.help(format!("did you mean `{folder}/{near}`?")),
                None if [".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".avif"]
                    .iter()
                    .any(|end| path.ends_with(end)) =>
                {
                    let link = relative_path(self.linker.file, &format!("static/{name}"));
                    missing.help(format!("put images into `static/` and link them from there: `{link}`"))
                }
                None => missing,
            }
        };
        self.linker.add(diagnostic);
        None
    }

    /// Returns the new path of a moved file: under the role's new id, or under the same name in another folder.
    fn moved_to(&self, path: &str) -> Option<String> {
        let files = self.files();
        let guide = path.strip_prefix("content/roles/").and_then(|name| name.strip_suffix(".md"));
        let now = guide.and_then(|id| self.names.was.get(&Id::parse(id).ok()?));
        if let Some(now) = now.map(|role| guide_file(self.names.roles.id(*role))) {
            return files.contains(&now).then_some(now);
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let mut same = files.into_iter().filter(|file| file.rsplit('/').next() == Some(name));
        let only = same.next()?;
        same.next().is_none().then_some(only)
    }

    /// Returns the location of a link destination without its anchor. `None` unless the path is written in one of the usual
    /// forms, as short as possible or through the parent folder, because otherwise its length in the file is unknown.
    fn path_location(&self, path: &str, anchor: Option<&Anchor>, span: Span) -> Option<Location> {
        let short = relative_path(self.linker.file, path);
        let long = path.strip_prefix("content/").map(|inner| format!("../{inner}"));
        let tail = anchor.map_or(0, |anchor| anchor.text.len() + 1);
        let (start, whole) = (span.start as usize, (span.end - span.start) as usize);
        let length =
            [Some(short), long].into_iter().flatten().map(|link| link.len()).find(|n| n + tail == whole)?;
        Some(self.linker.at(Span::new(start, start + length)))
    }

    /// Returns the paths of all files that a link can refer to.
    fn files(&self) -> Vec<String> {
        let names = self.names;
        let mut files: Vec<String> =
            names.inputs.statics.iter().map(|file| format!("static/{}", file.path)).collect();
        files.extend(names.guides.keys().map(|role| guide_file(names.roles.id(*role))));
        files.extend(names.terms.ids.iter().map(|id| FileKind::Term(id.as_str()).path()));
        files.extend(names.articles.ids.iter().map(|id| FileKind::Article(id.as_str()).path()));
        files.extend(names.pages.ids.iter().map(|id| FileKind::Page(id.as_str()).path()));
        files
    }

    fn address(&mut self, address: &str, anchor: Option<&Anchor>, span: Span) -> Option<LinkTarget> {
        let names = self.names;
        let mut known = pages(names).chain(former_addresses(names));
        let route = known.find(|(known, _)| *known == address).map(|(_, route)| route);
        let route = route.or_else(|| tag_page(names, address)).or_else(|| moved_to(names, address));
        if let Some(file) = text_or_static(names, address).filter(|_| route.is_none()) {
            return self.file(&file, anchor, span);
        }
        if route.is_none() && names.may_be_address(address) {
            return None;
        }
        if route.is_none() {
            let place = self.linker.at(span);
            let diagnostic = Diagnostic::new(
                Code::BrokenLink,
                place.clone(),
                format!("`{address}` is not a page that can be linked by address"),
            );
            if let Some(needs) = Route::presence(address).and_then(Presence::needs) {
                self.linker.add(diagnostic.help(format!("the site has this page once it has {needs}")));
                return None;
            }
            let pages: Vec<_> = pages(names).map(|(known, _)| known).collect();
            let near = crate::diagnostic::nearest(address, pages.iter().map(|known| &**known));
            let whole = (span.end - span.start) as usize;
            self.linker.add(match (self.link_for_address(address), near) {
                (Some(link), _) => {
                    let link = anchor.map_or(link.clone(), |anchor| format!("{link}#{}", anchor.text));
                    let help = format!("write `{link}`");
                    let written = address.len() + anchor.map_or(0, |anchor| anchor.text.len() + 1);
                    if whole == written { diagnostic.with_fix(place, link, help) } else { diagnostic.help(help) }
                }
                (None, Some(near)) => diagnostic.help(format!("did you mean `{near}`?")),
                (None, None) => diagnostic.help(
                    "link to the file that makes the page, or write `role:id`, `tool:id`, `term:id` or `compare:a/b`",
                ),
            });
        }
        let route = route?;
        self.linker.refer(before_anchor(span, anchor), route.symbol());
        let anchor = self.anchor(anchor, route, None, span);
        Some(LinkTarget::Page(route, anchor))
    }

    /// Returns the link to write instead of an address of the site, which may lack its `/` or end with `.html`.
    fn link_for_address(&self, address: &str) -> Option<String> {
        let names = self.names;
        let page = address.trim_matches('/');
        let page = page.strip_suffix(".html").unwrap_or(page).trim_end_matches("/index");
        if let Some((known, _)) = pages(names).find(|(known, _)| known.trim_matches('/') == page) {
            return Some(known.to_string());
        }
        let (folder, name) = page.split_once('/').unwrap_or(("", page));
        match folder {
            folder if folder == names.entity.path => names.roles.get(name).map(|_| format!("role:{name}")),
            "tools" => names.tools.get(name).map(|_| format!("tool:{name}")),
            "salaries" => names
                .series
                .get(name)
                .map(|_| relative_path(self.linker.file, &FileKind::Series(name).path())),
            "compare" => {
                let (a, b) = name.split_once("-vs-")?;
                let _ = (names.roles.get(a)?, names.roles.get(b)?);
                Some(format!("compare:{a}/{b}"))
            }
            _ => None,
        }
    }

    /// Resolves an anchor of a page and returns it as the page has it. An anchor is the id of a heading in the page's text,
    /// or of an element that the page's template prints. The ids of headings contain no dot.
    fn anchor(
        &mut self,
        anchor: Option<&Anchor>,
        page: Route,
        text: Option<(FileKind<'_>, &[Heading])>,
        span: Span,
    ) -> Option<String> {
        let anchor = anchor?;
        let written = &anchor.text;
        let Fragment { id, directive } = Fragment::parse(written);
        let Some(id) = id else { return Some(written.clone()) };
        if let Some((file, headings)) = text.filter(|_| !id.contains('.')) {
            // If the text has an error, its list of headings may be incomplete.
            let path = file.path();
            let is_complete = !self.names.is_broken(&path);
            let found = if is_complete { self.heading(&id, headings, span) } else { None };
            if let Some(id) = found {
                self.linker.refer_to_heading(anchor, &path.into(), id);
            }
            return Some(found.map_or_else(|| written.clone(), |id| format!("{id}{directive}")));
        }
        let place = self.linker.at(span);
        let anchor = format!("{id}{directive}");
        self.linker.anchor_refs.push(AnchorRef { place, page, anchor: id });
        Some(anchor)
    }

    fn row_anchor(&mut self, row: &str, anchor: &Anchor, span: Span) {
        // If the list could not be read, its rows are unknown rather than missing.
        let is_known =
            !self.names.is_broken(content_file::COMPARISON) && self.names.has_list(content_file::COMPARISON);
        let found = self.names.rows.get(row);
        if let Some((found, span)) = found.zip(anchor.span) {
            self.linker.refer(span, found);
        }
        if is_known && found.is_none() {
            let place = self.linker.at(span);
            let rows = self.names.rows.iter().map(Id::as_str);
            let near = crate::diagnostic::nearest(row, rows).map(|near| format!("did you mean `#{near}`?"));
            let help =
                near.unwrap_or_else(|| "the anchors of a comparison are the ids of its rows".to_string());
            self.linker.add(
                Diagnostic::new(Code::BrokenAnchor, place, format!("the comparison has no row `{row}`"))
                    .help(help),
            );
        }
    }

    /// Returns the id of the heading that an anchor refers to. Anchors are compared in Unicode NFC, because composed and
    /// decomposed accents look the same to an author but differ to a browser.
    fn heading<'h>(&mut self, anchor: &str, headings: &'h [Heading], span: Span) -> Option<&'h str> {
        let composed = |text: &str| text.nfc().collect::<String>();
        let is_ascii = anchor.is_ascii();
        let exact = headings.iter().find(|heading| heading.id == anchor);
        let found = exact.or_else(|| {
            let meant = (!is_ascii).then(|| composed(anchor))?;
            headings.iter().find(|heading| composed(&heading.id) == meant)
        });
        // Heading attributes such as `{#id}` are not supported and reported where they are written; a link to such an id is
        // part of the same mistake.
        let found = found.or_else(|| headings.iter().find(|heading| heading.asks_for(anchor)));
        if let Some(heading) = found {
            return Some(&heading.id);
        }
        let place = self.linker.at(span);
        let near = crate::diagnostic::nearest(anchor, headings.iter().map(|h| h.id.as_str()));
        let help = near.map_or_else(
            || {
                let few: Vec<String> = headings.iter().take(8).map(|h| format!("`#{}`", h.id)).collect();
                if few.is_empty() {
                    "the page has no headings".to_string()
                } else {
                    format!("its headings are {}", few.join(", "))
                }
            },
            |near| format!("did you mean `#{near}`?"),
        );
        self.linker.add(
            Diagnostic::new(Code::BrokenAnchor, place, format!("the page has no heading `#{anchor}`"))
                .help(help),
        );
        None
    }
}

/// Returns the part of a link before the `#`.
fn before_anchor(span: Span, anchor: Option<&Anchor>) -> Span {
    let anchor = anchor.and_then(|anchor| anchor.span);
    anchor.map_or(span, |anchor| Span { end: anchor.start.saturating_sub(1).max(span.start), ..span })
}

fn guide_file(role: &Id) -> String {
    FileKind::Guide(role.as_str()).path()
}
