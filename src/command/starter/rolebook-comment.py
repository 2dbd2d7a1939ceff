"""Posts what a change means for readers as one comment on its pull request, or updates it.

The comment was written by `rolebook diff --format markdown` in a job without rights, whose steps the author of the pull
request may have changed. So it is read as hostile: only text of the form that the program writes is posted, in which nothing
is a link, a mention, a reference or HTML, and only on the pull request whose newest commit was checked. The exception are links to
pages of a preview, below the address in the environment variable ROLEBOOK_PREVIEW_URL, in which NUMBER stands for the number of
the pull request.

Usage: `rolebook-comment.py github` in a workflow that runs after the one that checks; `rolebook-comment.py gitlab` in a scheduled
pipeline of the default branch; `rolebook-comment.py check FILE...` to validate files. It needs Python 3.9 and nothing else.
"""

import io
import json
import os
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile

MARKER = "<!-- rolebook-diff -->"
LIMIT = 65536
ARTEFACT_LIMIT = 4 * LIMIT

# Words of the program, and texts of contributors in code spans, in which code hosts read nothing.
WORDS = r"[A-Za-z0-9 ,.:;()'’→+-]"
SPAN = r"`[^`]+`"
ITEM = re.compile(rf"(?:{WORDS}|\*\*{WORDS}+\*\*|{SPAN}(?!`))+")
LINE = re.compile(rf"(?:#{{2,3}} {WORDS}+|(?:  )?- (?P<item>.+)|(?P<text>[A-Z0-9].*))")
DETAILS = re.compile(r"<details><summary>[0-9]{1,9} more</summary>")
# Texts that a code host links without any punctuation: web addresses, keys such as GH-12, and ids of commits; and emoji.
LINKED = re.compile(r"www\.|[A-Za-z]-[0-9]|\b[0-9a-f]{7,64}\b|:[a-z0-9_+-]+:", re.IGNORECASE)


class Refused(Exception):
    """A reason why nothing is posted."""


def preview_url(template, number):
    """Returns the address of the preview of a pull request, with a slash at the end; nothing if the host has none."""
    if not template:
        return None
    if not re.fullmatch(r"https?://[A-Za-z0-9._~:/%-]+", template):
        raise Refused("ROLEBOOK_PREVIEW_URL is no address")
    return template.replace("NUMBER", str(number)).rstrip("/") + "/"


def check(data, preview=None):
    """Returns the text of a comment if it has the form of one. Links may lead to pages below `preview`."""
    if len(data) > LIMIT:
        raise Refused(f"the comment has more than {LIMIT} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(f"the comment is not UTF-8: {error}") from error
    lines = text.split("\n")
    if lines[0] != MARKER or lines[-1] != "":
        raise Refused("the comment does not begin and end as one")
    is_open = False
    for number, line in enumerate(lines[1:-1], 2):
        if any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029" for c in line):
            raise Refused(f"line {number} has a control character")
        if line == "":
            continue
        if DETAILS.fullmatch(line) and not is_open:
            is_open = True
        elif line == "</details>" and is_open:
            is_open = False
        else:
            check_line(without_links(line, preview), number)
    if is_open:
        raise Refused("the comment has an open <details>")
    return text


def without_links(line, preview):
    """Replaces links to pages of the preview by their texts."""
    if not preview:
        return line
    page = re.compile(rf"\[`/([A-Za-z0-9._/-]*)`\]\({re.escape(preview)}([A-Za-z0-9._/-]*)\)")
    is_page = lambda match: match[1] == match[2] and ".." not in match[1]
    return page.sub(lambda match: f"`/{match[1]}`" if is_page(match) else match[0], line)


def check_file(path):
    try:
        with open(path, "rb") as file:
            check(file.read(LIMIT + 1), preview_url(os.environ.get("ROLEBOOK_PREVIEW_URL"), 1))
    except Refused as reason:
        print(f"{path}: {reason}")
        return 1
    return 0


def check_line(line, number):
    match = LINE.fullmatch(line)
    if not match:
        raise Refused(f"line {number} has another form")
    item = match["item"] or match["text"]
    if item is not None and not ITEM.fullmatch(item):
        raise Refused(f"line {number} has text outside of code")
    if LINKED.search(re.sub(SPAN, "", line)):
        raise Refused(f"line {number} has a link outside of code")


class Api:
    """A JSON API of a code host."""

    def __init__(self, base, headers):
        self.base, self.headers = base.rstrip("/"), headers

    def send(self, path, method="GET", body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {**self.headers, "User-Agent": "rolebook-comment"}
        if data is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(f"{self.base}{path}", data, headers, method=method)
        # The credentials must not follow a redirect to another host.
        with urllib.request.build_opener(NoRedirect).open(request, timeout=30) as response:
            return response.status, response.headers, response.read(4 * 1024 * 1024)

    def get(self, path):
        return json.loads(self.send(path)[2])

    def pages(self, path, most=10):
        """Yields the entries of a list, page by page."""
        mark = "&" if "?" in path else "?"
        for page in range(1, most + 1):
            entries = self.get(f"{path}{mark}per_page=100&page={page}")
            yield from entries
            if len(entries) < 100:
                return


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def http_error_302(self, request, response, code, message, headers):
        return response

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def github(env):
    with open(env["GITHUB_EVENT_PATH"], encoding="utf-8") as file:
        run = json.load(file)["workflow_run"]
    if run["event"] != "pull_request":
        raise Refused("the workflow did not run for a pull request")
    repository = env["GITHUB_REPOSITORY"]
    headers = {"Authorization": f"Bearer {env['GITHUB_TOKEN']}", "Accept": "application/vnd.github+json"}
    api = Api(env.get("GITHUB_API_URL", "https://api.github.com"), headers)
    artefacts = api.get(f"/repos/{repository}/actions/runs/{int(run['id'])}/artifacts?name=rolebook-diff")
    # A run that was repeated has one for each attempt, the newest first.
    if not artefacts["artifacts"]:
        raise Refused("the run has no artefact `rolebook-diff`")
    artefact = artefacts["artifacts"][0]
    if artefact["size_in_bytes"] > ARTEFACT_LIMIT:
        raise Refused("the artefact is too large")
    archive = download(api, f"/repos/{repository}/actions/artifacts/{int(artefact['id'])}/zip")
    number, text = unpack(archive, env.get("ROLEBOOK_PREVIEW_URL"))
    pull = api.get(f"/repos/{repository}/pulls/{number}")
    head, source = pull["head"], (pull["head"]["repo"] or {}).get("full_name")
    # The number comes from the artefact, the commit from the event.
    if head["sha"] != run["head_sha"] or source != run["head_repository"]["full_name"]:
        raise Refused(f"pull request {number} does not have the commit that was checked")
    if pull["base"]["repo"]["full_name"] != repository or pull["state"] != "open":
        raise Refused(f"pull request {number} is closed or belongs to another repository")
    comments = f"/repos/{repository}/issues/{number}/comments"
    for comment in api.pages(comments):
        is_own = comment["user"]["login"] == "github-actions[bot]"
        if is_own and comment["body"].startswith(MARKER):
            api.send(f"/repos/{repository}/issues/comments/{int(comment['id'])}", "PATCH", {"body": text})
            return
    api.send(comments, "POST", {"body": text})


def download(api, path):
    status, headers, data = api.send(path)
    if status in (301, 302, 303, 307, 308):
        request = urllib.request.Request(headers["Location"], headers={"User-Agent": "rolebook-comment"})
        with urllib.request.urlopen(request, timeout=30) as response:
            data = response.read(ARTEFACT_LIMIT + 1)
    if len(data) > ARTEFACT_LIMIT:
        raise Refused("the artefact is too large")
    return data


def unpack(data, preview):
    """Returns the number of the pull request and the comment of an artefact."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sorted(archive.namelist()) != ["diff.md", "number"]:
                raise Refused("the artefact has other files")
            with archive.open("number") as file:
                number = file.read(32)
            with archive.open("diff.md") as file:
                text = file.read(LIMIT + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Refused(f"the artefact cannot be read: {error}") from error
    if not re.fullmatch(rb"[1-9][0-9]{0,9}\n?", number):
        raise Refused("the artefact names no pull request")
    number = int(number)
    return number, check(text, preview_url(preview, number))


def gitlab(env):
    api = Api(env["CI_API_V4_URL"], {"PRIVATE-TOKEN": env["ROLEBOOK_COMMENT_TOKEN"]})
    project = f"/projects/{int(env['CI_PROJECT_ID'])}"
    own = api.get("/user")["id"]
    for request in api.pages(f"{project}/merge_requests?state=opened&order_by=updated_at", most=1):
        try:
            gitlab_request(api, project, request, own, env.get("ROLEBOOK_PREVIEW_URL"))
        except Refused as reason:
            print(f"!{request['iid']}: {reason}")
        except urllib.error.HTTPError as error:
            print(f"!{request['iid']}: {error}")


def gitlab_request(api, project, request, own, preview):
    path = f"{project}/merge_requests/{int(request['iid'])}"
    # The host says which pipelines belong to a merge request, and what commit they checked.
    runs = [run for run in api.get(f"{path}/pipelines") if run["sha"] == request["sha"]]
    if not runs:
        raise Refused("its newest commit has no pipeline")
    run = max(runs, key=lambda run: run["id"])
    # The pipeline of a fork belongs to the fork.
    source = f"/projects/{int(run.get('project_id', project.rsplit('/', 1)[1]))}"
    jobs = api.get(f"{source}/pipelines/{int(run['id'])}/jobs")
    jobs = [job for job in jobs if job["name"] == "check"]
    if not jobs:
        raise Refused("its pipeline has no job `check`")
    text = download(api, f"{source}/jobs/{int(jobs[0]['id'])}/artifacts/rolebook-diff.md")
    text = check(text, preview_url(preview, int(request["iid"])))
    for note in api.pages(f"{path}/notes"):
        if note["author"]["id"] == own and note["body"].startswith(MARKER):
            if note["body"].strip() != text.strip():
                api.send(f"{path}/notes/{int(note['id'])}", "PUT", {"body": text})
            return
    api.send(f"{path}/notes", "POST", {"body": text})


def main(arguments):
    try:
        if arguments == ["github"]:
            github(os.environ)
        elif arguments == ["gitlab"]:
            gitlab(os.environ)
        elif len(arguments) > 1 and arguments[0] == "check":
            return max([check_file(path) for path in arguments[1:]])
        else:
            print(__doc__, file=sys.stderr)
            return 2
    except Refused as reason:
        print(f"Nothing is posted: {reason}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
