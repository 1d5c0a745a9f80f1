import pytest

from checker.errors import UsageError
from checker.trackers.github.connect import github_addresses
from checker.trackers.gitlab import gitlab_address
from checker.web.address import checked_proxy, is_loopback, read_address


@pytest.mark.parametrize(
    ("url", "origin", "host"),
    [
        ("https://api.github.com", ("https", "api.github.com", 443), "api.github.com"),
        ("https://API.github.com:443/", ("https", "api.github.com", 443), "api.github.com"),
        ("https://git.example.org:8443/api/v3", ("https", "git.example.org", 8443), "git.example.org:8443"),
        ("http://127.0.0.1:4020/graphql", ("http", "127.0.0.1", 4020), "127.0.0.1:4020"),
        ("http://localhost", ("http", "localhost", 80), "localhost"),
        ("http://[::1]:80/", ("http", "::1", 80), "::1"),
    ],
)
def test_address_is_read(url: str, origin: tuple[str, str, int], host: str) -> None:
    address = read_address(url, "X")
    assert (address.origin, address.host) == (origin, host)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.github.com",
        "//api.github.com",
        "ftp://api.github.com",
        "https://",
        "https:///graphql",
        "https://api.github.com:port",
        "https://api.github.com\\@evil.example",
        "https://api.github.com?x=1",
        "https://api.github.com#x",
        "https://api.github.com\n",
        "https://аpi.github.com",
        "https://a..b",
        "https://-a.example",
        "https://a.example.",
        "https://api.github.com:0",
        "https://api.github.com:99999",
        "https://[::1",
        " https://api.github.com",
        "http://api.github.com",
        "http://10.0.0.1",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://0.0.0.0",
        "https://user@api.github.com",
        "https://user:pass@api.github.com",
    ],
)
def test_address_that_must_not_get_a_token_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match=r"^X: "):
        read_address(url, "X")


def test_message_about_an_address_does_not_show_its_password() -> None:
    with pytest.raises(UsageError) as caught:
        read_address("https://user:hunter2@api.github.com", "X")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://api.github.com/repositories/1/issues/2", True),
        ("https://API.GitHub.com:443/x", True),
        ("https://api.github.com/x?page=2&next=https://evil.example", True),
        ("https://evil.example?https://api.github.com/x", False),
        ("https://api.github.com:8443/x", False),
        ("http://api.github.com/x", False),
        ("https://api.github.com.evil.example/x", False),
        ("https://api.github.com@evil.example/x", False),
        ("https://user@api.github.com/x", False),
        ("//api.github.com/x", False),
        ("/x", False),
        ("", False),
    ],
)
def test_only_urls_of_the_same_host_are_at_home(url: str, home: bool) -> None:
    assert read_address("https://api.github.com", "X").is_home_of(url) is home


def test_name_below_an_address_is_one_step_whatever_is_in_it() -> None:
    address = read_address("https://gitlab.com/api/v4", "X")
    assert address.below("projects", "group/name", 5) == "https://gitlab.com/api/v4/projects/group%2Fname/5"
    assert address.below("..", "?x#y") == "https://gitlab.com/api/v4/../%3Fx%23y"


@pytest.mark.parametrize(
    ("host", "expected"), [("127.9.9.9", True), ("::1", True), ("localhost", True), ("10.0.0.1", False)]
)
def test_loopback_is_this_machine(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ("https://api.github.com/graphql", "https://api.github.com", "github.com")),
        (
            {"GITHUB_API_URL": "https://git.acme.org/api/v3"},
            ("https://git.acme.org/api/graphql", "https://git.acme.org/api/v3", "git.acme.org"),
        ),
        (
            {"GITHUB_GRAPHQL_URL": "https://git.acme.org/api/graphql"},
            ("https://git.acme.org/api/graphql", "https://git.acme.org/api/v3", "git.acme.org"),
        ),
        (
            {"GITHUB_API_URL": "https://api.acme.ghe.com"},
            ("https://api.acme.ghe.com/graphql", "https://api.acme.ghe.com", "acme.ghe.com"),
        ),
        (
            {"GITHUB_API_URL": "http://127.0.0.1:4020/", "GITHUB_SERVER_URL": "https://github.com"},
            ("http://127.0.0.1:4020/graphql", "http://127.0.0.1:4020", "github.com"),
        ),
    ],
)
def test_addresses_of_github_are_those_of_the_environment(
    environment: dict[str, str], expected: tuple[str, str, str]
) -> None:
    found = github_addresses(environment)
    assert (found.graphql.url, found.rest.url, found.pages) == expected


def test_addresses_of_two_hosts_are_refused() -> None:
    environment = {"GITHUB_API_URL": "https://a.example.org", "GITHUB_GRAPHQL_URL": "https://b.example.org/graphql"}
    with pytest.raises(UsageError, match="expected one host"):
        github_addresses(environment)


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "https://gitlab.com/api/v4"),
        ({"CI_API_V4_URL": "https://git.acme.org/api/v4"}, "https://git.acme.org/api/v4"),
        ({"CI_API_V4_URL": "https://x.org", "GITLAB_API_URL": "https://y.org/api/v4/"}, "https://y.org/api/v4"),
    ],
)
def test_address_of_gitlab_is_that_of_the_environment(environment: dict[str, str], url: str) -> None:
    assert gitlab_address(environment).url == url


@pytest.mark.parametrize("url", ["proxy", "socks5://proxy:1080", "http://", "http://proxy:port", "http://u:hunter2@"])
def test_proxy_that_is_none_is_refused_without_quoting_it(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked_proxy(url)
    assert str(caught.value) == "--proxy: is no address such as `http://proxy.example.org:3128`"
