from checker.model.parts import Anchors


def test_the_digest_tells_one_anchor_over_two_lines_from_two() -> None:
    assert Anchors(frozenset({"a\nb"}), "1").digest != Anchors(frozenset({"a", "b"}), "1").digest


def test_the_digest_is_of_what_a_link_can_reach_and_not_of_the_bytes() -> None:
    assert Anchors(frozenset({"a", "b", "\udce4"}), "1").digest == Anchors(frozenset({"\udce4", "b", "a"}), "2").digest
