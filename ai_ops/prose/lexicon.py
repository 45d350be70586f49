"""Words that claim a direction, and the phrases in which the same words claim none."""

from typing import Final


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


CARDINALS: Final = words("""
    three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
    billion billions trillion trillions dozen dozens threes fours fives sixes sevens eights nines tens twenties thirties
    forties fifties sixties seventies eighties nineties umpteen
""")
"""Numbers in words, from three on; one and two are words of every language's small talk."""
RISE: Final = words("""
    rise rises rose risen rising grow grows grew grown growing growth climb climbs climbed climbing increase
    increases increased increasing jump jumps jumped jumping surge surges surged surging gain gains gained gaining
    spike spikes spiked spiking soar soars soared soaring leap leaps leapt leaped leaping swell swells swelled
    swollen swelling upward upwards uptick upticks upturn uptrend upswing upsurge higher raise raises raised raising
    lift lifts lifted lifting boost boosts boosted boosting expand expands expanded expanding expansion elevated
    heightened exceed exceeds exceeded exceeding peak peaks peaked peaking skyrocket skyrockets skyrocketed escalate
    escalates escalated escalating ascend ascends ascended ascending outstrips outstripped
    rally rallied rallies rallying balloon ballooned ballooning rocketed rocketing mushroomed mushrooming
""")
FALL: Final = words("""
    fall falls fell fallen falling drop drops dropped dropping decline declines declined declining decrease
    decreases decreased decreasing downward downwards downturn downtrend downswing lower lowers lowered lowering dip
    dips dipped dipping shrink shrinks shrank shrunk shrinking plunge plunges plunged plunging plummet plummets
    plummeted plummeting slump slumps slumped slumping sink sinks sank sunk sinking tumble tumbles tumbled tumbling
    slid sliding slip slips slipped slipping reduce reduces reduced reducing reduction reductions diminish
    diminishes diminished diminishing dwindle dwindles dwindled dwindling collapse collapses collapsed collapsing
    trough troughs descend descends descended descending recede recedes receded receding
    weakened nosedive nosedived nosedives nosediving cratered tanked ebbed waned waning
""")
MORE_THAN: Final = words("more larger bigger greater")
LESS_THAN: Final = words("less fewer smaller")
ABOVE: Final = words("above")
BELOW: Final = words("below")
COMPARATIVES: Final = words("higher lower above below exceed exceeds exceeded exceeding") | MORE_THAN | LESS_THAN

MOVING: Final = words("""
    go goes went gone going move moves moved moving edge edged edges trend trends trended trending come comes came
    shift shifts shifted step steps stepped tick ticks ticked shot shoots creep creeps crept drift drifts drifted
    drifting ramp ramps ramped pushed push pushes
""")
WARMER: Final = words("warmer hotter busier dearer pricier")
COOLER: Final = words("colder cooler quieter cheaper")
BECOMING: Final = words("is are was were be been became become becomes becoming gets got getting grew grows turned")
BEING: Final = words("is are was were be been stands stood remains")
AMOUNT: Final = words("by from on against compared versus sharply clearly strongly slightly markedly again overall")
PERIODS: Final = words("previous last prior former period year month week quarter day")
THEN: Final = words("again then afterwards later next soon thereafter subsequently before after")
USUAL: Final = words("""
    usual normal average expected median mean before earlier elsewhere previously other others rest typical baseline
    level levels values ever former remaining overall
""")
DETERMINERS: Final = words("the its their his her our your this that these those what is was a an any all every")
NOT: Final = words("""
    not no never neither nor without hardly barely scarcely cannot stop stops stopped cease ceases ceased nothing
    none rather instead
""")
MERELY: Final = words("only just merely simply")
GUESS: Final = words("""
    may might could perhaps possibly probably presumably would maybe likely unlikely suspect suspected suppose
    hypothesis guess possible plausible
""")
WHETHER: Final = words("whether if should unless alert alerts alarm alarms notify warn watch")
BASE: Final = words("raise reduce increase lower lift boost drop expand grow")
BEFORE_BASE: Final = words("to should and or please can may might could would then also must will")
PREPOSITIONS: Final = words("""
    of in from to by at after during since and or between over around near through throughout across on until before
    then with when within while as for than back again sharply steadily slightly further towards toward below above
    under into is was are were has had that which suddenly markedly clearly slowly strongly gradually late early
""")
EARLIER: Final = words("before earlier previously beforehand initially until")

INNOCENT_AFTER: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(["higher"], words("education school order")),
    **dict.fromkeys(
        ["lower"], words("case bound limit end half part quartile left right edge row the this that your a")
    ),
    **dict.fromkeys(["peak", "peaks"], words("season hour hours time times load period")),
    **dict.fromkeys(["growing"], words("season seasons")),
    **dict.fromkeys(
        ["drop", "drops", "dropped", "dropping"],
        words(
            "the these those this duplicates duplicate column columns row rows it them any out outs off packets packet "
            "frames messages readings records one"
        ),
    ),
    **dict.fromkeys(["gain", "gains", "gained", "gaining"], words("insight insights a an more clarity confidence")),
    **dict.fromkeys(["fall", "falls", "fell", "falling"], words("within into under outside between among inside due")),
    **dict.fromkeys(
        ["raise", "raises", "raised", "raising"], words("a an the this question questions concerns doubts")
    ),
    **dict.fromkeys(["jump", "jumps"], words("ahead table box")),
    **dict.fromkeys(["collapse", "collapsed"], words("the these into")),
}
"""The words after which a word of direction claims none."""
SEASON_BEFORE: Final = words("late early every each")
SPREAD: Final = words("""
    spread swing swings swung variation variations vary varies varied varying variability variable variance
    volatility volatile fluctuation fluctuations fluctuate fluctuates fluctuated scatter noise noisy noisier range
    amplitude cycle cycles seasonal seasonality rhythm pattern steps step change changes movement movements erratic
    dispersion deviation deviations day-to-day week-to-week wave waves unrest width unsteady unsteadier wider
    narrower differences
""")
"""Words for how values go up and down about their level."""
