-- Drives the language server from Neovim, with the set-up of the README, and writes what an author sees to $RESULT. It uses only what
-- Neovim 0.7 has.
local result = {}
local path = vim.fn.getcwd() .. "/"

local function wait(what, condition)
  if not vim.wait(30000, condition, 10) then
    error("timed out: " .. what)
  end
end

-- Opens a file, and waits for the server.
local function open(file)
  vim.cmd("edit " .. path .. file)
  wait("the server", function()
    local clients = vim.lsp.buf_get_clients(0)
    local _, client = next(clients)
    return client ~= nil and client.initialized
  end)
end

-- Puts the cursor after a text.
local function after(text)
  vim.fn.cursor(1, 1)
  local line, column = unpack(vim.fn.searchpos("\\V" .. vim.fn.escape(text, "\\") .. "\\zs", "cW"))
  if line == 0 then
    error("`" .. text .. "` is not in the file")
  end
  vim.fn.cursor(line, column)
end

local function request(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params or vim.lsp.util.make_position_params(), 30000)
  local _, answer = next(answers or {})
  if answer == nil or answer.error then
    error(method .. ": " .. vim.inspect(answer))
  end
  return answer.result
end

local function diagnostics()
  return vim.tbl_map(function(found)
    return { found.lnum + 1, found.col + 1, found.code or found.user_data.lsp.code, found.message }
  end, vim.diagnostic.get(0))
end

local function run()
  -- Diagnostics, as one types and without saving.
  open("content/roles/sre.yaml")
  wait("no diagnostics", function() return #vim.diagnostic.get(0) == 0 end)
  after("family: ")
  vim.api.nvim_feedkeys("ix", "tx", false)
  wait("a diagnostic", function() return #vim.diagnostic.get(0) > 0 end)
  result.diagnostics = diagnostics()
  vim.cmd("undo")
  wait("no diagnostics again", function() return #vim.diagnostic.get(0) == 0 end)

  -- Completion: the items that Neovim shows, in the words of its own filter.
  after("    sources: [")
  local items = vim.lsp.util.text_document_completion_list_to_complete_items(request("textDocument/completion"), "")
  result.sources = #items
  after("    level: ")
  items = vim.lsp.util.text_document_completion_list_to_complete_items(request("textDocument/completion"), "")
  result.levels = vim.tbl_map(function(item) return item.word end, items)

  -- Hover, in a floating window.
  after("  on-cal")
  vim.lsp.buf.hover()
  local function float()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then return window end
    end
  end
  wait("a window", float)
  result.hover = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(float()), 0, -1, false), "\n")
  vim.api.nvim_win_close(float(), true)

  -- Definition: jumps to the row.
  after("  on-cal")
  vim.lsp.buf.definition()
  wait("the other file", function() return vim.fn.expand("%:t") == "comparison.yaml" end)
  result.definition = vim.api.nvim_get_current_line()

  -- Rename a source in all files, and a role with its files.
  open("content/sources.yaml")
  vim.fn.search("^  \\zs\\a", "cw")
  result.source = vim.api.nvim_get_current_line():match("^%s*([%w%-]+):")
  local params = vim.lsp.util.make_position_params()
  params.newName = result.source .. "-renamed"
  vim.lsp.util.apply_workspace_edit(request("textDocument/rename", params), "utf-16")
  vim.cmd("silent wall")
  open("content/roles/sre.yaml")
  after("nam")
  params = vim.lsp.util.make_position_params()
  params.newName = "reliability-engineer"
  vim.lsp.util.apply_workspace_edit(request("textDocument/rename", params), "utf-16")
  vim.cmd("silent wall")
  open("content/roles/reliability-engineer.yaml")
  wait("no diagnostics after the rename", function() return #vim.diagnostic.get(0) == 0 end)
end

local done, why = xpcall(run, debug.traceback)
result.error = not done and tostring(why) or nil
vim.fn.writefile({ vim.fn.json_encode(result) }, vim.env.RESULT)
vim.cmd("qall!")
