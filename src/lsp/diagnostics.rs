//! Diagnostics as the protocol has them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use lsp_types::{
    Code, CodeDescription, Diagnostic as Published, DiagnosticRelatedInformation, DiagnosticSeverity,
    Location, Message, Uri,
};

use super::capabilities::Client;
use super::code_info::manual_url;
use super::site::Site;
use super::text::Lines;
use crate::diagnostic::{Diagnostic, Report, SecondaryLabel, Severity};
use crate::parse::content_file;

/// The diagnostics of a file as they were published last.
struct LastPublished {
    /// The diagnostics, and the hash of the text that their positions are in.
    from: (Vec<Diagnostic>, Option<u128>),
    diagnostics: Vec<Published>,
}

/// The diagnostics of a site that the client has.
#[derive(Default)]
pub(super) struct PublishedReport {
    /// The state of the site that they are about.
    pub(super) state: Option<(u64, u64)>,
    files: BTreeMap<Arc<str>, LastPublished>,
}

/// The new diagnostics of a file.
pub(super) struct FileDiagnostics {
    pub(super) uri: Uri,
    pub(super) version: Option<i32>,
    pub(super) diagnostics: Vec<Published>,
}

impl PublishedReport {
    /// Returns the diagnostics of the files for which they changed.
    pub(super) fn update(&mut self, site: &Site, report: &Report, client: Client) -> Vec<FileDiagnostics> {
        self.state = Some(site.state());
        let mut by_file: BTreeMap<Arc<str>, Vec<Diagnostic>> = BTreeMap::new();
        for diagnostic in report.diagnostics() {
            by_file.entry(file_of(diagnostic)).or_default().push(diagnostic.clone());
        }
        for file in self.files.keys() {
            by_file.entry(Arc::clone(file)).or_default();
        }
        let manual = manual_url(site.snapshot());
        let mut changed = Vec::new();
        for (file, diagnostics) in by_file {
            let hash = site.snapshot().sources().get(&file).map(|file| file.hash);
            let has_labels = diagnostics.iter().any(|diagnostic| !diagnostic.labels.is_empty());
            let from = (diagnostics, hash);
            let last = self.files.get(&file);
            // Labels may be in files whose lines moved.
            if !has_labels && last.is_some_and(|last| last.from == from) {
                continue;
            }
            let lines = site.lines(&file, client.encoding);
            let convert = |diagnostic| convert(diagnostic, &file, &lines, site, manual.as_deref(), client);
            let diagnostics: Vec<Published> = from.0.iter().map(convert).collect();
            let is_same = last.map_or(diagnostics.is_empty(), |last| last.diagnostics == diagnostics);
            if !is_same {
                changed.push(FileDiagnostics {
                    uri: site.uri(&file),
                    version: site.buffers.get(&file).map(|buffer| buffer.version),
                    diagnostics: diagnostics.clone(),
                });
            }
            if from.0.is_empty() {
                self.files.remove(&file);
            } else {
                self.files.insert(file, LastPublished { from, diagnostics });
            }
        }
        changed
    }

    /// Returns the files that have diagnostics.
    pub(super) fn files(&self) -> impl Iterator<Item = &Arc<str>> {
        self.files.keys()
    }
}

/// Returns the file at which a diagnostic is shown: for a missing file, that of the settings.
pub(super) fn file_of(diagnostic: &Diagnostic) -> Arc<str> {
    diagnostic.place.as_ref().map_or_else(|| content_file::SITE.into(), |place| Arc::clone(&place.file))
}

/// Converts a diagnostic of a file with these lines.
pub(super) fn convert(
    diagnostic: &Diagnostic,
    file: &str,
    lines: &Lines<'_>,
    site: &Site,
    manual: Option<&str>,
    client: Client,
) -> Published {
    let span = diagnostic.place.as_ref().map(|place| place.span).unwrap_or_default();
    let mut message = diagnostic.message.clone();
    if !diagnostic.here.is_empty() {
        let _ = write!(message, " ({})", diagnostic.here);
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(message, "\nhelp: {help}");
    }
    let name = diagnostic.code.name();
    let label = |label: &SecondaryLabel| {
        let range = if *label.place.file == *file {
            lines.range(label.place.span)
        } else {
            site.lines(&label.place.file, client.encoding).range(label.place.span)
        };
        DiagnosticRelatedInformation {
            location: Location { uri: site.uri(&label.place.file), range },
            message: label.text.clone(),
        }
    };
    let related = (client.related_information && !diagnostic.labels.is_empty())
        .then(|| diagnostic.labels.iter().map(label).collect());
    Published {
        range: lines.range(span),
        severity: Some(match diagnostic.severity {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
        }),
        code: Some(Code::String(name.to_string())),
        code_description: manual.map(|manual| CodeDescription { href: Uri(format!("{manual}/{name}/")) }),
        source: Some("rolebook".to_string()),
        message: Message::String(message),
        related_information: related,
        ..Published::default()
    }
}
