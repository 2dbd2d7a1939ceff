//! The capabilities that client and server exchange when they connect.

use lsp_types::{
    ChangeNotifications, ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProvider,
    CompletionOptions, DefinitionProvider, DocumentHighlightProvider, DocumentLinkOptions,
    DocumentSymbolProvider, FoldingRangeProvider, HoverProvider, InlayHintProvider, PositionEncodingKind,
    ReferencesProvider, RenameOptions, RenameProvider, ResourceOperationKind, ServerCapabilities,
    TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions, WorkDoneProgressOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions, WorkspaceSymbolProvider,
};

use super::text::Encoding;

/// The features that the client supports.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is a capability of the protocol")]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// Completions may have placeholders to fill in.
    pub(super) snippets: bool,
    /// Diagnostics may refer to other locations.
    pub(super) related_information: bool,
    /// Symbols of a file may be a tree.
    pub(super) symbol_tree: bool,
    /// Edits may name the version of a file.
    pub(super) document_changes: bool,
    /// Edits may rename files.
    pub(super) rename_files: bool,
}

impl Client {
    pub(super) fn new(capabilities: &ClientCapabilities) -> Client {
        let encodings = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
        let has_utf8 = encodings.is_some_and(|known| known.contains(&PositionEncodingKind::UTF8));
        let text = capabilities.text_document.as_ref();
        let completion = text.and_then(|text| text.completion.as_ref()?.completion_item.as_ref());
        let diagnostics = text.and_then(|text| text.publish_diagnostics.as_ref());
        let symbols = text.and_then(|text| text.document_symbol.as_ref());
        let edit = capabilities.workspace.as_ref().and_then(|workspace| workspace.workspace_edit.as_ref());
        let operations = edit.and_then(|edit| edit.resource_operations.as_ref());
        Client {
            encoding: if has_utf8 { Encoding::Utf8 } else { Encoding::Utf16 },
            snippets: completion.is_some_and(|item| item.snippet_support == Some(true)),
            related_information: diagnostics
                .is_some_and(|own| own.diagnostics_capabilities.related_information == Some(true)),
            symbol_tree: symbols.is_some_and(|own| own.hierarchical_document_symbol_support == Some(true)),
            document_changes: edit.is_some_and(|edit| edit.document_changes == Some(true)),
            rename_files: operations.is_some_and(|known| known.contains(&ResourceOperationKind::Rename)),
        }
    }
}

/// Returns what the server supports.
pub(super) fn server(client: Client) -> ServerCapabilities {
    let triggers = ["@", "=", "[", "(", ":", "/", "#", ".", " ", "{", "-"];
    ServerCapabilities {
        position_encoding: Some(match client.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }),
        text_document_sync: Some(TextDocumentSync::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Incremental),
            ..TextDocumentSyncOptions::default()
        })),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(triggers.map(ToString::to_string).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProvider::Bool(true)),
        definition_provider: Some(DefinitionProvider::Bool(true)),
        references_provider: Some(ReferencesProvider::Bool(true)),
        document_highlight_provider: Some(DocumentHighlightProvider::Bool(true)),
        document_symbol_provider: Some(DocumentSymbolProvider::Bool(true)),
        workspace_symbol_provider: Some(WorkspaceSymbolProvider::Bool(true)),
        code_action_provider: Some(CodeActionProvider::CodeActionOptions(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QuickFix, CodeActionKind::SourceFixAll]),
            ..CodeActionOptions::default()
        })),
        document_link_provider: Some(DocumentLinkOptions::default()),
        folding_range_provider: Some(FoldingRangeProvider::Bool(true)),
        inlay_hint_provider: Some(InlayHintProvider::Bool(true)),
        rename_provider: Some(RenameProvider::RenameOptions(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        workspace: Some(WorkspaceOptions {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(ChangeNotifications::Bool(true)),
            }),
            ..WorkspaceOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}
