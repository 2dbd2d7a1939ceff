//! The holes of a text: what each name in them leads to.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::names::{Kind, Names};
use super::{Linker, roles};
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::model::{
    Hole, Leads, Part, Prose, RegionId, RoleId, Route, RowId, Series, SeriesId, Statistic, Table,
};
use crate::parse::Placed;
use crate::parse::markdown::{self, Fence, Heading, PayName, Target};
use crate::parse::record::RowKind;
use crate::url::Id;

/// Links a text of `file`.
pub(super) fn link(
    file: &Arc<str>,
    prose: &markdown::Prose,
    names: &Names<'_>,
    series: &Table<SeriesId, Series>,
    linker: &mut Linker,
) -> Prose {
    let mut finished = Prose {
        parts: Vec::with_capacity(prose.parts.len()),
        headings: prose.headings.clone(),
        words: prose.words,
    };
    let mut text = Text { file, own: &prose.headings, names, series, linker };
    for part in &prose.parts {
        match part {
            markdown::Part::Html(html) => finished.parts.push(Part::Html(html.clone())),
            markdown::Part::Hole(hole) => finished.parts.extend(text.hole(hole).map(Part::Hole)),
        }
    }
    finished
}

struct Text<'t, 'd> {
    file: &'t Arc<str>,
    own: &'t [Heading],
    names: &'t Names<'d>,
    series: &'t Table<SeriesId, Series>,
    linker: &'t mut Linker,
}

impl Text<'_, '_> {
    fn at(&self, span: Span) -> Place {
        Place { file: Arc::clone(self.file), span }
    }

    fn hole(&mut self, hole: &Placed<markdown::Hole>) -> Option<Hole> {
        let span = hole.span;
        let placed = |id: &Id| Placed { value: id.clone(), span };
        match &hole.value {
            markdown::Hole::Address(target) => self.leads(target, span).map(Hole::Address),
            // The address in front of the title has been reported already, if it leads nowhere.
            markdown::Hole::Title(target) => {
                Text { linker: &mut Linker { found: Vec::new(), broken: BTreeSet::new() }, ..*self }
                    .leads(target, span)
                    .map(Hole::Title)
            }
            markdown::Hole::Citation(id) => self
                .linker
                .find(self.file, &placed(id), &self.names.references, Kind::Source)
                .map(Hole::Citation),
            markdown::Hole::Fact(role, row) => {
                let role = self.linker.find(self.file, &placed(role), &self.names.roles, Kind::Role);
                let row = self.linker.find(self.file, &placed(row), &self.names.rows, Kind::Row);
                self.fact(role?, row?, span)
            }
            markdown::Hole::Pay(name) => self.pay(name, span),
            markdown::Hole::Fence(Fence::Compare(fence)) => {
                let roles =
                    self.linker.find_all(self.file, &fence.roles.value, &self.names.roles, Kind::Role);
                let rows = self.linker.find_all(self.file, &fence.rows.value, &self.names.rows, Kind::Row);
                if !(2..=4).contains(&fence.roles.value.len()) {
                    let place = self.at(fence.roles.span);
                    self.linker.add(Diagnostic::new(
                        Code::OutOfRange,
                        place,
                        "a comparison shows two to four roles",
                    ));
                }
                Some(Hole::Compare(roles, rows))
            }
            markdown::Hole::Fence(Fence::Salary(fence)) => {
                let series = self.linker.find(self.file, &fence.series, &self.names.series, Kind::Series);
                let roles = self.linker.find_all(self.file, &fence.roles, &self.names.roles, Kind::Role);
                let region = fence
                    .region
                    .as_ref()
                    .map(|id| self.linker.find(self.file, id, &self.names.regions, Kind::Region));
                let region = match region {
                    Some(found) => Some(found?),
                    None => None,
                };
                let series = series?;
                self.chart_has_figures(series, &roles, region, span);
                Some(Hole::Salary(series, roles, region))
            }
        }
    }

    fn fact(&mut self, role: RoleId, row: RowId, span: Span) -> Option<Hole> {
        let record = self.names.rows[row];
        if matches!(record.kind, RowKind::Tools | RowKind::Salary) {
            let message = format!("the row `{}` is drawn and has no words to print", record.id.value);
            let place = self.at(span);
            self.linker.add(
                Diagnostic::new(Code::CellKind, place, message)
                    .help("for pay, write `[=role.salary.series.region.median]`"),
            );
            return None;
        }
        if !roles::has_cell(self.names, role, row) {
            let (file, _) = self.names.roles[role];
            let message =
                format!("`{}` has no fact for the row `{}`", self.names.roles.id(role), record.id.value);
            let place = self.at(span);
            self.linker.add(
                Diagnostic::new(Code::UnknownName, place, message)
                    .help(format!("add it to `{file}`, or say it here in words with a citation")),
            );
            return None;
        }
        Some(Hole::Fact(role, row))
    }

    fn pay(&mut self, name: &PayName, span: Span) -> Option<Hole> {
        let placed = |id: &Id| Placed { value: id.clone(), span };
        let role = self.linker.find(self.file, &placed(&name.role), &self.names.roles, Kind::Role);
        let region = self.linker.find(self.file, &placed(&name.region), &self.names.regions, Kind::Region);
        let only = match &name.series {
            Some(id) => Some(self.linker.find(self.file, &placed(id), &self.names.series, Kind::Series)?),
            None => None,
        };
        let (role, region) = (role?, region?);
        let statistic = Statistic::named(&name.statistic)?;
        let mut found: Vec<(SeriesId, usize)> = Vec::new();
        for (id, series) in self.series.iter().filter(|(id, _)| only.is_none_or(|only| only == *id)) {
            // All levels together, the newest year: what somebody who names no more means.
            let fits = |f: &crate::model::Figure| {
                f.role == role && f.region == region && f.level.is_none() && f.amount(statistic).is_some()
            };
            let newest =
                series.figures.iter().enumerate().filter(|(_, f)| fits(f)).max_by_key(|(_, f)| f.year);
            found.extend(newest.map(|(at, _)| (id, at)));
        }
        let shown = format!("[=…{}.{}.{}]", name.role, name.region, name.statistic);
        match found[..] {
            [(series, at)] => Some(Hole::Pay(series, at, statistic)),
            [] => {
                let place = self.at(span);
                self.linker.add(Diagnostic::new(
                    Code::UnknownName,
                    place,
                    format!("no series has the figure `{shown}`"),
                ));
                None
            }
            _ => {
                let ids: Vec<String> =
                    found.iter().map(|(id, _)| format!("`{}`", self.names.series.id(*id))).collect();
                let place = self.at(span);
                let help = format!(
                    "name the series: `[=role.salary.series.region.{}]` with one of {}",
                    name.statistic,
                    ids.join(", ")
                );
                self.linker.add(
                    Diagnostic::new(
                        Code::ReferenceSyntax,
                        place,
                        format!("{} series have this figure", found.len()),
                    )
                    .help(help),
                );
                None
            }
        }
    }

    fn chart_has_figures(
        &mut self,
        series: SeriesId,
        roles: &[RoleId],
        region: Option<RegionId>,
        span: Span,
    ) {
        let any = self.series[series].figures.iter().any(|f| {
            (roles.is_empty() || roles.contains(&f.role)) && region.is_none_or(|region| region == f.region)
        });
        if !any {
            let place = self.at(span);
            self.linker.add(Diagnostic::new(
                Code::UnknownName,
                place,
                "the series has no figure for these roles and this region",
            ));
        }
    }

    fn leads(&mut self, target: &Target, span: Span) -> Option<Leads> {
        let placed = |id: &Id| Placed { value: id.clone(), span };
        let (file, names) = (self.file, self.names);
        match target {
            Target::Role(id, anchor) => {
                let role = self.linker.find(file, &placed(id), &names.roles, Kind::Role)?;
                self.role_anchor(role, anchor.as_deref(), span);
                Some(Leads::Page(Route::Role(role), anchor.clone()))
            }
            Target::Tool(id) => {
                let tool = self.linker.find(file, &placed(id), &names.tools, Kind::Tool)?;
                Some(Leads::Page(Route::Tool(tool), None))
            }
            Target::Term(id, anchor) => {
                let term = self.linker.find(file, &placed(id), &names.terms, Kind::Term)?;
                self.heading(anchor.as_deref(), &names.terms[term].2.headings, span);
                Some(Leads::Page(Route::Term(term), anchor.clone()))
            }
            Target::Source(id) => {
                self.linker.find(file, &placed(id), &names.references, Kind::Source)?;
                Some(Leads::Page(Route::Sources, Some(id.to_string())))
            }
            Target::Pair(a, b, anchor) => {
                let (_, _, pair) = super::pair(file, &placed(a), &placed(b), names, self.linker)?;
                if let Some(anchor) = anchor {
                    self.row_anchor(anchor, span);
                }
                Some(Leads::Page(Route::Pair(pair), anchor.clone()))
            }
            Target::Here(anchor) => {
                self.heading(Some(anchor), self.own, span);
                Some(Leads::Here(anchor.clone()))
            }
            Target::File(path, anchor) => self.file(path, anchor.as_deref(), span),
            Target::Address(address, anchor) => self.address(address, anchor.as_ref(), span),
        }
    }

    /// A link to a file of the repository is a link to the page that is made from it.
    fn file(&mut self, path: &str, anchor: Option<&str>, span: Span) -> Option<Leads> {
        let names = self.names;
        let anchored = anchor.map(ToString::to_string);
        if let Some(published) = path.strip_prefix("static/") {
            if names.statics.binary_search_by(|known| known.as_str().cmp(published)).is_ok() {
                return Some(Leads::Static(published.to_string()));
            }
            return self.no_file(path, span);
        }
        let inner = path.strip_prefix("content/").unwrap_or("");
        let (folder, name) = inner.split_once('/').unwrap_or(("", inner));
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let route = match (folder, ending) {
            ("roles", "md") => {
                let role = names.roles.find(stem).filter(|role| names.guides.contains_key(role));
                let Some(role) = role else { return self.no_file(path, span) };
                self.role_anchor(role, anchor, span);
                Route::Role(role)
            }
            ("roles", "yaml") => match names.roles.find(stem) {
                Some(role) => Route::Role(role),
                None => return self.no_file(path, span),
            },
            ("salaries", "yaml") => match names.series.find(stem) {
                Some(series) => Route::Series(series),
                None => return self.no_file(path, span),
            },
            ("articles", "md") => match names.articles.find(stem) {
                Some(article) => {
                    self.heading(anchor, &names.articles[article].2.headings, span);
                    Route::Article(article)
                }
                None => return self.no_file(path, span),
            },
            ("glossary", "md") => match names.terms.find(stem) {
                Some(term) => {
                    self.heading(anchor, &names.terms[term].2.headings, span);
                    Route::Term(term)
                }
                None => return self.no_file(path, span),
            },
            ("pages", "md") => match names.pages.find(stem) {
                Some(page) => {
                    self.heading(anchor, &names.pages[page].2.headings, span);
                    Route::Page(page)
                }
                None => return self.no_file(path, span),
            },
            ("comparisons", "md") => match names.pairs.iter().find(|(_, words)| &**words.file == path) {
                Some((pair, _)) => Route::Pair(*pair),
                None => return self.no_file(path, span),
            },
            ("", _) => match name {
                "tools.yaml" => Route::Tools,
                "sources.yaml" => Route::Sources,
                "comparison.yaml" => Route::Matrix,
                _ if !path.starts_with("content") => return Some(Leads::Repository(path.to_string())),
                _ => return self.no_file(path, span),
            },
            _ => return self.no_file(path, span),
        };
        Some(Leads::Page(route, anchored))
    }

    fn no_file(&mut self, path: &str, span: Span) -> Option<Leads> {
        let place = self.at(span);
        let names = self.names;
        let mut known: Vec<String> = Vec::new();
        known.extend(names.guides.values().map(|(file, ..)| file.to_string()));
        known.extend(names.terms.values().map(|(file, ..)| file.to_string()));
        known.extend(names.articles.values().map(|(file, ..)| file.to_string()));
        known.extend(names.pages.values().map(|(file, ..)| file.to_string()));
        known.extend(names.statics.iter().map(|path| format!("static/{path}")));
        let mut missing = Diagnostic::new(Code::BrokenLink, place, format!("there is no file `{path}`"));
        let role = path.strip_prefix("content/roles/").and_then(|name| name.strip_suffix(".md"));
        if let Some(role) = role.filter(|role| names.roles.find(role).is_some()) {
            missing =
                missing.help(format!("this role has facts but no guide yet: link to it as `role:{role}`"));
        } else if let Some(near) = crate::diagnostic::nearest(path, known.iter().map(String::as_str)) {
            missing = missing.help(format!("did you mean `{near}`?"));
        }
        self.linker.add(missing);
        None
    }

    fn address(&mut self, address: &str, anchor: Option<&String>, span: Span) -> Option<Leads> {
        let route = match address {
            "/" => Some(Route::Home),
            "/roles/" => Some(Route::Roles),
            "/compare/" => Some(Route::Matrix),
            "/tools/" => Some(Route::Tools),
            "/salaries/" => Some(Route::Pay),
            "/articles/" => Some(Route::Articles),
            "/glossary/" => Some(Route::Glossary),
            "/sources/" => Some(Route::Sources),
            "/freshness/" => Some(Route::Freshness),
            "/feed.xml" => Some(Route::Feed),
            "/api/v1/index.json" => Some(Route::Data(crate::model::DataFile::Index)),
            _ => None,
        };
        if route.is_none() {
            let place = self.at(span);
            self.linker.add(
                Diagnostic::new(Code::BrokenLink, place, format!("`{address}` is no page that can be linked by its address"))
                    .help("link to the file that makes the page, or write `role:id`, `tool:id`, `term:id` or `compare:a/b`"),
            );
        }
        route.map(|route| Leads::Page(route, anchor.cloned()))
    }

    fn role_anchor(&mut self, role: RoleId, anchor: Option<&str>, span: Span) {
        let none: &[Heading] = &[];
        let headings = self.names.guides.get(&role).map_or(none, |(.., prose)| &prose.headings);
        self.heading(anchor, headings, span);
    }

    fn row_anchor(&mut self, anchor: &str, span: Span) {
        if self.names.rows.find(anchor).is_none() {
            let place = self.at(span);
            let rows = self.names.rows.ids().map(Id::as_str);
            let near =
                crate::diagnostic::nearest(anchor, rows).map(|near| format!("did you mean `#{near}`?"));
            let help =
                near.unwrap_or_else(|| "the anchors of a comparison are the ids of its rows".to_string());
            self.linker.add(
                Diagnostic::new(Code::BrokenAnchor, place, format!("the comparison has no row `{anchor}`"))
                    .help(help),
            );
        }
    }

    fn heading(&mut self, anchor: Option<&str>, headings: &[Heading], span: Span) {
        let Some(anchor) = anchor else { return };
        if headings.iter().any(|heading| heading.id == anchor) {
            return;
        }
        let place = self.at(span);
        let near = crate::diagnostic::nearest(anchor, headings.iter().map(|h| h.id.as_str()));
        let help = near.map_or_else(
            || "its headings have other anchors".to_string(),
            |near| format!("did you mean `#{near}`?"),
        );
        self.linker.add(
            Diagnostic::new(Code::BrokenAnchor, place, format!("the page has no heading `#{anchor}`"))
                .help(help),
        );
    }
}
