"""English words that the rules of rewriting, shortening and mending work with."""


def _pairs(text: str) -> dict[str, str]:
    """Return the pairs of a list "word=other; word=other"."""
    entries = (entry.split("=") for entry in text.replace("\n", " ").split(";") if entry.strip())
    return {left.strip(): right.strip() for left, right in entries}


SYNONYMS = _pairs("""
    currently=at present|right now; total=overall|combined; sales=takings|revenue; today=this day|so far today;
    branch=location|shop; fresh=freshly made|just made; coffee=coffee|brewed coffee; enjoy=savour|relish;
    welcome=glad to see you|a warm welcome; visitors=guests|people; guests=visitors|friends;
    open=open for you|ready for you; closed=shut|not open; wait=hold on|stay; waiting=in line|on hold;
    queue=line|queue; time=wait|duration; please=kindly|we ask you to; buy=get|choose; purchase=buy|get;
    help=assist|support; start=begin|get started; starts=begins|gets going; ends=closes|finishes;
    finish=end|complete; big=large|great; small=little|compact; price=cost|rate; prices=costs|rates;
    cheap=good value|low-priced; room=space|room; meeting=session|gathering; offer=deal|special;
    new=brand-new|latest; best=finest|top; view=outlook|panorama; food=dishes|meals;
    delicious=tasty|mouth-watering; great=excellent|splendid; good=fine|pleasant; staff=team|colleagues;
    customers=guests|visitors; information=details|facts; available=on hand|ready;
    temperature=temperature now|reading; outside=outdoors|in the open; inside=indoors|within;
    arrivals=arriving|incoming; departures=departing|outgoing; next=following|upcoming; see=discover|look at;
    watch=enjoy|see; all day long=from morning to night|the whole day;
    all day=from morning to night|the whole day; near=close to|by; free=complimentary|at no charge;
    soon=shortly|before long; show=display|present; made=prepared|crafted; daily=every day|each day;
    is=is now|stands at; are=are now|stand at
""")
FILLERS = (
    "please", "very", "really", "just", "currently", "actually", "basically", "simply", "quite", "rather",
    "at the moment", "right now", "at present", "in order", "kindly", "as of now", "here", "also",
    "we would like to inform you that",
    "we are happy to announce that", "it is", "there is", "there are", "all of", "of course", "so far", "now",
)  # fmt: skip
ARTICLES = ("the", "a", "an", "our", "your", "this", "these", "some")
ADJECTIVES = (
    "total", "fresh", "new", "great", "good", "beautiful", "delicious", "wonderful", "lovely", "special", "big",
    "small", "best", "warm", "famous", "amazing", "current", "overall", "main", "local", "whole", "brand-new",
    "tasty", "homemade",
    "today", "long",
)  # fmt: skip
ABBREVIATIONS = _pairs("""
    and=&; minutes=min; minute=min; hours=hrs; hour=hr; seconds=sec; approximately=approx.; temperature=temp.;
    information=info; number=no.; department=dept; average=avg; maximum=max; minimum=min; percent=%; per cent=%;
    building=bldg; monday=Mon; tuesday=Tue; wednesday=Wed; thursday=Thu; friday=Fri; saturday=Sat; sunday=Sun;
    january=Jan; february=Feb; september=Sept; october=Oct; november=Nov; december=Dec; with=w/; street=St;
    departures=Dep.; arrivals=Arr.; without=w/o; telephone=tel.; kilometres=km; degrees=°; versus=vs;
    reception=recep.
""")
MISSPELLINGS = _pairs("""
    teh=the; recieve=receive; recieved=received; seperate=separate; definately=definitely; occured=occurred;
    untill=until; wich=which; accomodation=accommodation; adress=address; begining=beginning; beleive=believe;
    calender=calendar; cemetary=cemetery; collegue=colleague; comming=coming; commited=committed;
    enviroment=environment; familar=familiar; finaly=finally; foriegn=foreign; freind=friend; freinds=friends;
    goverment=government; happend=happened; immediatly=immediately; independant=independent;
    intresting=interesting; knowlege=knowledge; libary=library; maintainance=maintenance; neccessary=necessary;
    occassion=occasion; offical=official; oportunity=opportunity; pleas=please; plese=please; posible=possible;
    prefered=preferred; publically=publicly; recomend=recommend; restaraunt=restaurant; restuarant=restaurant;
    succesful=successful; suprise=surprise; tommorow=tomorrow; tomorow=tomorrow; truely=truly; wellcome=welcome;
    welcom=welcome; wierd=weird; writting=writing; thier=their; todays=today's; dont=don't; cant=can't;
    wont=won't; isnt=isn't; arent=aren't; its open=it's open; alot=a lot; coffe=coffee; cofee=coffee;
    vegtables=vegetables; desert menu=dessert menu; avalable=available; availible=available; minuts=minutes;
    minites=minutes; temprature=temperature; temperture=temperature; harbor=harbour; que=queue; queu=queue;
    exellent=excellent; delicous=delicious; breakfest=breakfast; buisness=business; tonite=tonight
""")
CONTRACTIONS = _pairs("""
    do not=don't; does not=doesn't; cannot=can't; will not=won't; is not=isn't; are not=aren't; we are=we're;
    you are=you're; it is=it's; that is=that's; we will=we'll; you will=you'll; we have=we've
""")
