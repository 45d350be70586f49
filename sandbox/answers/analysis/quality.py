"""How an analyst says that the data has holes, stands still or repeats itself."""

from sandbox.answers.analysis.phrases import Phrases

RECORDING = ("Check in the source whether the records of that time are complete, and fill in what is missing.",)

QUALITY: dict[str, dict[int, Phrases]] = {
    "gap": {
        0: Phrases(
            "data_quality",
            ("Time without any rows", "A hole in the records"),
            (
                "Between {F.since} and {F.until} there are no rows; {F} are missing.",
                "The rows stop at {F.since} and go on at {F.until}.",
            ),
            ("There is another hole between {F.since} and {F.until}.",),
            RECORDING,
            ("An outage or a change of the clocks may explain it.", ""),
        )
    },
    "flatline": {
        0: Phrases(
            "data_quality",
            ("[name] stands still for a while", "The same value again and again in [name]"),
            (
                "From {F.since} to {F.until}, {c} holds the same value, {F.level}.",
                "{c} stays at {F.level} for {F}, while it changes at other times.",
            ),
            (
                "It does so again from {F.since} to {F.until}, at {F.level}.",
                "Another such time begins on {F.since}, with {F}.",
            ),
            ("Check whether the sensor or the export was stuck at that time.",),
            ("It may be real, such as a dry spell or a closed shop, or a stuck recording.", ""),
        )
    },
    "missing_burst": {
        0: Phrases(
            "data_quality",
            ("A run of missing values in [name]", "[name] is empty for a while"),
            (
                "{c} has no values from {F.since} to {F.until}; {F} are empty there.",
                "In {c}, {F} in a row are empty, of {F.in_all} that are empty in all.",
            ),
            ("It is empty again from {F.since} to {F.until}.",),
            RECORDING,
            ("The recording may have stopped for some time.", ""),
        )
    },
    "duplicate_keys": {
        0: Phrases(
            "data_quality",
            ("Entries that come again in [name]", "Repeated keys in [name]"),
            ("In {c} an entry should come once, and {F} repeat an entry that was there before.",),
            (),
            ("Remove the repeated rows, or find the key that tells them apart.",),
            ("The same rows may have been exported again.", ""),
            "warning",
        )
    },
}
