// Starts `rolebook lsp` for the workspace. Everything else is in the server.

import { commands, type ExtensionContext, window, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

function options(): { server: ServerOptions; client: LanguageClientOptions } {
  const settings = workspace.getConfiguration("rolebook");
  const command = settings.get<string>("program", "rolebook");
  const drafts = settings.get<boolean>("drafts", false);
  return {
    server: { command, args: ["lsp"] },
    client: {
      documentSelector: [
        { scheme: "file", language: "markdown" },
        { scheme: "file", language: "yaml" },
        { scheme: "file", pattern: "**/templates/**/*.{html,ftl}" },
        { scheme: "file", pattern: "**/static/**/*.{css,js,mjs,svg}" },
      ],
      initializationOptions: { drafts },
    },
  };
}

async function start(): Promise<void> {
  const { server, client: own } = options();
  client = new LanguageClient("rolebook", "Rolebook", server, own);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const why = error instanceof Error ? error.message : String(error);
    const settings = "Open the setting";
    const help = `Rolebook cannot be started: ${why}. Install it with \`cargo install rolebook\`, or set its path.`;
    if ((await window.showErrorMessage(help, settings)) === settings) {
      await commands.executeCommand("workbench.action.openSettings", "rolebook.program");
    }
  }
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand("rolebook.restart", restart),
    workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("rolebook")) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.stop();
}
