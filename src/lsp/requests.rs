//! The requests of the protocol, each with the function that answers it.

use lsp_server::ErrorCode;
use lsp_types::{
    CodeActionParams, CompletionParams, DefinitionParams, DocumentHighlightParams, DocumentLinkParams,
    DocumentSymbolParams, FoldingRangeParams, HoverParams, InlayHintParams, Position, ReferenceParams,
    RenameParams, TextDocumentIdentifier, TextDocumentPositionParams, WorkspaceSymbolParams,
};
use serde_json::Value;

use super::server::{Server, read, to_value};
use super::site::FileContext;
use super::{actions, complete, folding, hover, inlay, navigate, rename, symbols};

impl Server<'_> {
    /// Answers a request. The error has a message for the client.
    pub(super) fn answer(&mut self, method: &str, params: Value) -> Result<Value, (ErrorCode, String)> {
        let client = self.client;
        Ok(match method {
            "textDocument/completion" => {
                let params: CompletionParams = read(params)?;
                self.at_typed(&params.text_document_position_params, |cx, offset| {
                    to_value(&complete::complete(cx, offset, client))
                })
            }
            "textDocument/hover" => {
                let params: HoverParams = read(params)?;
                self.at_name(&params.text_document_position_params, |cx, offset| {
                    to_value(&hover::hover(cx, offset))
                })
            }
            "textDocument/definition" => {
                let params: DefinitionParams = read(params)?;
                self.at_name(&params.text_document_position_params, |cx, offset| {
                    to_value(&navigate::definition(cx, offset))
                })
            }
            "textDocument/references" => {
                let params: ReferenceParams = read(params)?;
                let with_definition = params.context.include_declaration;
                self.at(&params.text_document_position_params, |cx, offset| {
                    to_value(&navigate::references(cx, offset, with_definition))
                })
            }
            "textDocument/documentHighlight" => {
                let params: DocumentHighlightParams = read(params)?;
                self.at(&params.text_document_position_params, |cx, offset| {
                    to_value(&navigate::highlights(cx, offset))
                })
            }
            "textDocument/documentSymbol" => {
                let params: DocumentSymbolParams = read(params)?;
                self.in_file(&params.text_document, |cx| symbols::of_file(cx, client))
            }
            "textDocument/foldingRange" => {
                let params: FoldingRangeParams = read(params)?;
                self.in_file(&params.text_document, |cx| to_value(&folding::ranges(cx)))
            }
            "textDocument/documentLink" => {
                let params: DocumentLinkParams = read(params)?;
                self.in_file(&params.text_document, |cx| to_value(&navigate::links(cx)))
            }
            "textDocument/inlayHint" => {
                let params: InlayHintParams = read(params)?;
                self.in_file(&params.text_document, |cx| to_value(&inlay::hints(cx, params.range)))
            }
            "textDocument/codeAction" => {
                let params: CodeActionParams = read(params)?;
                let only = params.context.only;
                self.in_file(&params.text_document, |cx| {
                    to_value(&actions::actions(cx, params.range, only.as_deref(), client))
                })
            }
            "textDocument/prepareRename" => {
                let params: TextDocumentPositionParams = read(params)?;
                self.at(&params, |cx, offset| to_value(&rename::prepare(cx, offset)))
            }
            "textDocument/rename" => {
                let params: RenameParams = read(params)?;
                let renamed =
                    self.file_context(&params.text_document_position_params.text_document).map(|cx| {
                        let offset = cx.lines.offset(params.text_document_position_params.position);
                        rename::rename(&cx, offset, &params.new_name, client)
                    });
                match renamed.transpose() {
                    Ok(edit) => to_value(&edit),
                    Err(why) => return Err((ErrorCode::RequestFailed, why)),
                }
            }
            "workspace/symbol" => {
                let params: WorkspaceSymbolParams = read(params)?;
                let mut found = Vec::new();
                for open in &mut self.sites {
                    let _ = open.site.update();
                    found.extend(symbols::of_site(&open.site, &params.query, client.encoding));
                }
                to_value(&found)
            }
            // For tests and benchmarks: answers when the diagnostics of all stages are published.
            "rolebook/settle" => {
                self.settle();
                Value::Null
            }
            _ => return Err((ErrorCode::MethodNotFound, format!("`{method}` is not supported"))),
        })
    }

    /// Returns a file with the snapshot of the text that the client has.
    fn file_context(&mut self, document: &TextDocumentIdentifier) -> Option<FileContext<'_>> {
        let (at, file) = self.find(&document.uri)?;
        let updated = self.sites[at].site.update();
        self.log_bug(updated);
        FileContext::new(&self.sites[at].site, file, self.client.encoding)
    }

    /// Returns a file with the text that the client has and the last snapshot, without waiting for the next one.
    fn typed_context(&mut self, document: &TextDocumentIdentifier) -> Option<FileContext<'_>> {
        let (at, file) = self.find(&document.uri)?;
        let taken = self.sites[at].site.take_finished();
        self.log_bug(taken);
        FileContext::typed(&self.sites[at].site, file, self.client.encoding)
    }

    /// Returns a file with the last snapshot, if that is enough for a question about a position.
    fn analysed_context(
        &mut self,
        document: &TextDocumentIdentifier,
        position: Position,
    ) -> Option<FileContext<'_>> {
        let (at, file) = self.find(&document.uri)?;
        let taken = self.sites[at].site.take_finished();
        self.log_bug(taken);
        FileContext::analysed(&self.sites[at].site, file, self.client.encoding, position)
    }

    /// Answers a question about a file. A file that belongs to no site has no answer.
    fn in_file(
        &mut self,
        document: &TextDocumentIdentifier,
        answer: impl FnOnce(&FileContext<'_>) -> Value,
    ) -> Value {
        self.file_context(document).map_or(Value::Null, |cx| answer(&cx))
    }

    /// Answers a question about a position, also in a text that was not analysed yet.
    fn at_typed(
        &mut self,
        position: &TextDocumentPositionParams,
        answer: impl FnOnce(&FileContext<'_>, usize) -> Value,
    ) -> Value {
        let cx = self.typed_context(&position.text_document);
        cx.map_or(Value::Null, |cx| answer(&cx, cx.lines.offset(position.position)))
    }

    /// Answers a question about the name at a position, and waits for an analysis only if that name, or another file, changed.
    fn at_name(
        &mut self,
        position: &TextDocumentPositionParams,
        answer: impl FnOnce(&FileContext<'_>, usize) -> Value,
    ) -> Value {
        match self.analysed_context(&position.text_document, position.position) {
            Some(cx) => answer(&cx, cx.lines.offset(position.position)),
            None => self.at(position, answer),
        }
    }

    /// Answers a question about a position.
    fn at(
        &mut self,
        position: &TextDocumentPositionParams,
        answer: impl FnOnce(&FileContext<'_>, usize) -> Value,
    ) -> Value {
        self.in_file(&position.text_document, |cx| answer(cx, cx.lines.offset(position.position)))
    }
}
