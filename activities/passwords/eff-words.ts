/**
 * Words of four to eight letters of the EFF large word list by the Electronic Frontier Foundation, licensed
 * under Creative Commons Attribution 3.0 US (https://www.eff.org/dice); shortened, see NOTICE.
 */
export const effWords: readonly string[] = `
abacus abdomen abide abiding ability ablaze able abnormal abrasion abrasive abreast abridge abroad abruptly absence absentee absently absinthe absolute absolve abstain abstract absurd accent
acclaim account accuracy accurate accustom acetone achiness aching acid acorn acquaint acquire acre acrobat acronym acting action activate active activism activist activity actress acts
acutely aeration aerobics aerosol afar affair affected affirm affix affluent afford affront aflame afloat aflutter afoot afraid aged ageless agency agenda agent aghast agile agility aging
agnostic agonize agony agreed agreeing aground ahead ahoy aide aids ajar alarm album alfalfa algebra alias alibi alienate aliens alike alive alkaline alkalize almanac almighty almost aloe
aloft aloha alone aloof alphabet alright although altitude alto aluminum alumni always amaretto amaze amber ambiance ambition ambush amends amenity amiable amicably amid amigo amino amiss
ammonia ammonium amnesty amniotic among amount amperage ample amplify amply amuck amulet amusable amused amuser amusing anaconda anagram anatomy anchor anchovy ancient android anemia anemic
aneurism anew angelic anger angled angler angles angling angrily angular animal animate animator anime ankle annex annotate annoying annually annuity anointer another antacid anteater
antelope antennae anthem anthill antibody antics antidote antihero antiques antirust antler antonym antsy anvil anybody anyhow anymore anyone anyplace anything anytime anyway anywhere aorta
apache apostle appear appease appendix appetite applaud applause apple applied apply approach approval approve apricot april apron aptitude aptly aqua aqueduct ardently area arena arguable
arguably argue arise armband armchair armed armful armhole arming armless armoire armored armory armrest army aroma arose around arousal arrange array arrest arrival arrive arrogant arson
ascend ascent ashamed ashen ashes ashy aside askew asleep aspect aspirate aspire aspirin astonish astound astride astute atlantic atlas atom atonable atop atrium atrophy attach attain
attempt attendee attest attic attire attitude atypical auction audacity audible audibly audience audio audition august author autism autistic avatar avenge avenging avenue average aversion
avert aviation aviator avid avoid await awaken award aware awhile awkward awning awoke awry axis babble babbling babied baboon backache backdrop backed backer backfire backhand backing
backlash backless backlit backlog backpack backrest backroom backside backslid backspin backstab backtalk backup backward backwash backyard bacon bacteria badass badge badland badly badness
baffle baffling bagel bagful baggage bagged baggie bagging baggy bagpipe baguette baked bakery bakeshop baking balance balcony balmy balsamic bamboo banana banish banister banjo bankable
bankbook banked banker banking banknote bankroll banner banshee banter barbecue barbed barbell barber barcode barge bargraph barista baritone barley barmaid barman barn barrack barrel
barrette barrier barstool barterer bash basics basil basin basis basket batboy batch bath baton bats battered battery batting battle bauble bazooka blabber bladder blade blah blame blaming
blank blast blatancy blazer blazing bleach bleak bleep blemish blend bless blighted blimp bling blinked blinker blinking blinks blip blissful blitz blizzard bloated bloating blob blog
bloomers blooming blooper blot blouse blubber bluff bluish blunt blurb blurred blurry blurt blush blustery boaster boastful boasting boat bobbed bobbing bobble bobcat bobsled bobtail body
bogged boggle bogus boil bolster bolt bonanza bonded bonding bondless boned bonehead boneless bonelike boney bonfire bonnet bonsai bonus bony book booted booth bootie booting bootlace
bootleg boots boozy borax boring borough borrower boss botanist botany botch both bottle bottling bottom bounce bouncing bouncy bounding bovine boxcar boxer boxing boxlike boxy breach breath
breeches breeder breeding breeze breezy brethren brewery brewing briar bribe brick bride bridged brigade bright brim bring brink brisket briskly bristle brittle broaden broadly broiler
broiling broken broker bronco bronze bronzing brook broom brought browbeat browse browsing bruising brunch brunette brunt brush brussels brute bubble bubbling bubbly bucked bucket buckle
buckshot buckskin buddhism buddhist budding buddy budget buffalo buffed buffer buffing buffoon buggy bulb bulge bulgur bulk bulldog bullfrog bullhorn bullion bullish bullpen bullring
bullseye bullwhip bully bunch bundle bungee bunion bunkbed bunkmate bunny bunt busboy bush busily busload bust busybody buzz cabana cabbage cabbie cable caboose cache cackle cacti cactus
caddie caddy cadet cadillac cadmium cage cahoots cake calamari calamity calcium calculus caliber calm caloric calorie calzone cameo camera camisole camper campfire camping campsite campus
canal canary cancel candied candle candy cane canine canister cannabis canned canning cannon cannot canola canon canopy canteen canyon capable capably capacity cape capital capitol capped
capsize capsule caption captive capture caramel carat caravan carbon carded cardiac cardigan cardinal careless caress cargo caring carless carload carmaker carnage carnival carol carpool
carport carried carrot carry cartel cartload carton cartoon carve carving carwash cascade case cash casing casino casket cassette casually casualty catacomb catalog catalyst catalyze
catapult cataract catcall catcher catching catchy caterer catering catfight catfish cathouse catlike catnap catnip catsup cattail cattle catty catwalk caucus causal cause causing caution
cautious cavalier cavalry caviar cavity cedar celery celibacy celibate celtic cement census ceramics ceremony certify cesarean cesspool chafe chaffing chain chair chalice chamber champion
chance change channel chant chaos chaplain chapped chaps chapter charcoal charger charging chariot charity charm charred charter charting chase chasing chaste chastise chastity chatroom
chatter chatting chatty cheating cheddar cheek cheer cheese cheesy chef chemist chemo cherub chess chest chevron chevy chewable chewer chewing chewy chief childish chili chill chimp chip
chirping chirpy chitchat chivalry chive chloride chlorine choice choking chomp chooser choosing choosy chop chosen chowder chowtime chrome chubby chuck chug chummy chump chunk churn chute
cider cilantro cinch cinema cinnamon circle circling circular circus citable citadel citation citizen citric citrus city civic civil clad claim clambake clammy clamor clamp clang clanking
clapped clapper clapping clarify clarinet clarity clash clasp class clatter clause clavicle claw clay clean clear cleat cleaver cleft clench clerical clerk clever clicker client climate
climatic cling clinic clinking clip clique cloak clobber clock clone cloning closable closure clothes clothing cloud clover clubbed clubbing clump clumsily clumsy clunky clutch clutter coach
coastal coaster coasting coat coauthor cobalt cobbler cobweb cocoa coconut coeditor coerce coexist coffee cogwheel coherent cohesive coil coke cola cold coleslaw coliseum collage collapse
collar collide collie colonial colonist colonize colony colossal colt coma come comfort comfy comic coming comma commence commend comment commerce commode common commute company compare
compel compile comply composed composer compost compound compress computer comrade concave conceal conceded concept concert conch concise conclude concrete concur condense condone conduit
cone confess confetti confider confined confirm conflict conform confound confront confused congrats congress conical conjure conjuror consent console constant consult consumer contact
contempt contend contents contest context contort contour contrite control convene convent cope copied copier copilot coping copious copper copy coral cork cornball corncob cornea corned
corner cornhusk cornmeal corny coronary coroner corporal corral correct corridor corrode corsage corset cortex cosigner cosmic cosmos cost cottage cotton couch cough could counting country
county courier covenant cover coveted coveting coyness cozily coziness cozy crabbing crablike crabmeat cradle cradling crafter craftily crafty cramp crane cranial cranium crank crate crave
craving crawfish crawlers crawling crayfish crayon crazed crazily crazy creamed creamer crease creasing create creation creative creature credible credibly credit creed creme creole crepe
crept crescent crested cresting crevice crewless crewman crewmate crib cricket cried crier crimp crimson cringe cringing crinkle crinkly crisped crisping crisply crispy criteria critter
croak crock crook croon crop cross crouch crouton crowbar crowd crown crucial crudely cruelly cruelty crumb crummy crumpet crumpled cruncher crunchy crusader crushed crusher crushing crust
crux crying cryptic crystal cube cubical cubicle cucumber cuddle cuddly cufflink culinary culpable culprit cultural culture cupcake cupid cupped cupping curable curator curdle cure curfew
curing curled curler curling curly curry curse cursive cursor curtain curtly curtsy curve curvy cushy cusp cussed custard custody customer customs cycle cyclic cycling cyclist cylinder
cymbal daffodil dagger daily daintily dainty dairy daisy dallying dance dancing dander dandruff dandy danger dangle dangling dares daringly darkened darkish darkness darkroom darling darn
dart dash data datebook dating daughter daunting dawdler dawn daybed daybreak daycare daydream daylight daylong dayroom daytime dazzler dazzling deacon deafness dealer dealing dealt dean
debate debating debit debrief debtless debtor debug debunk decade decaf decal decay deceased deceit deceiver december decency decent decibel decimal decipher deck declared decline decode
decoy decrease decree dedicate deduce deduct deed deem deepen deeply deepness deface defacing defame default defeat defender defense deferral deferred defiance defiant defile defiling define
definite deflate deflator defog deforest defraud defrost deftly defuse defy degraded degrease degree deity dejected delay delegate delete deletion delicacy delicate delirium delivery delouse
delta deluge delusion deluxe demeanor demise democrat demote demotion deniable denial denim denote dense density dental dentist denture deny departed depict deplete deplored deploy deport
depose depraved depress deprive depth deputize deputy derail deranged derby derived deserve designed designer desktop deskwork desolate despair despise despite destiny destruct detached
detail detector detest detonate detoxify detract deuce devalue deviancy deviant deviate deviator device devious devotee devotion devourer devoutly diabetes diabetic diabolic diagram dial
diameter diaper diary dice dicing dictate dictator diffused diffuser dilation diligent dill dilute dime diminish dimly dimmed dimmer dimness dimple diner dingbat dinghy dingo dingy dining
dinner diocese dioxide diploma dipped dipper dipping directed directly direness disabled disagree disallow disarm disarray disaster disband disburse discard discern disclose discolor
discount discover discuss disdain disgrace dish disjoin disk dislike dislodge disloyal dismay dismiss dismount disobey disorder disown dispatch dispense displace display disposal dispose
disprove dispute disrupt dissuade distance distant distaste distill distinct distort distract distress district distrust ditch ditto ditzy divided dividend dividers dividing divinely diving
divinity division divisive divorcee dizzy doable docile dock doctrine document dodge dodgy doily doing dole dollar dollop dolly dolphin domain domelike domestic dominion dominoes donated
donation donator donor donut doodle doorbell doorknob doorman doormat doornail doorpost doorstep doorstop doorway doozy dork dorsal dosage dose dotted doubling douche dove down dowry doze
drab dragging dragster drainage drained drainer dramatic drank drapery drastic draw dreaded dreadful dreamily dreamt dreamy drearily dreary drench dress drew dribble dried drier drift
driller drilling drinking dripping drippy drivable driven driver driveway driving drizzle drizzly drone drool droop dropbox dropkick droplet dropout dropper drove drown drowsily drudge drum
dubbed duchess duckbill ducking duckling ducktail ducky duct dude duffel dugout duke duller dullness duly dumping dumpling dumpster dupe duplex durable durably duration duress during dusk
dust dutiful duty duvet dwarf dweeb dwelled dweller dwelling dwindle dynamic dynamite dynasty dyslexia dyslexic each eagle earache eardrum earflap earful earlobe early earmark earmuff
earphone earpiece earplugs earring earshot earthen earthly earthy earwig easeful easel easiest easily easiness easing easter eastward eatable eaten eatery eating eats ebay ebony ebook ecard
echo eclair eclipse ecology economic economy edge edginess edging edgy edition editor educated educator effects effort egging eggnog eggplant eggshell egotism either eject elastic elated
elbow elderly eldest election elective elephant elevate elevator eleven eligible eligibly elite elitism elixir ellipse elliptic elope eloquent elude elusive elves email embargo embark
embassy ember embezzle emblaze emblem embody embolism emboss emcee emerald emission emit emote emoticon emotion empathic empathy emperor emphases emphasis emphatic employed employee employer
emporium empower emptier empty enable enamel encircle enclose encode encore encroach encrust encrypt endanger endeared ended ending endless endnote endorse endpoint enduring energize energy
enforced enforcer engaged engaging engine engorge engraved engraver engross engulf enhance enjoyer enjoying enlarged enlisted enquirer enrage enrich enroll enslave ensnare ensure entail
entering enticing entire entitle entity entomb entrap entree entrench entrust entryway entwine envelope enviable enviably envious envision envoy envy enzyme epic epidemic epidural epilepsy
epilogue epiphany episode equal equate equation equator equinox equity erasable erased eraser erasure errand errant erratic error erupt escalate escapade escapist escargot eskimo espresso
esquire essay essence estate esteemed estimate estrogen etching eternal eternity ethanol ether ethics evacuate evacuee evade evaluate evasion evasive even everyday everyone evict evidence
evident evil evoke evolve exact exalted example excavate excess exchange exciting exclaim exclude excuse exert exes exhale exhaust exhume exile existing exit exodus exorcism exorcist expand
expanse expel expend expenses expert expire expiring explain explicit explode exploit explore exponent exporter expose exposure express extended extent exterior external extinct extras
extrude fable fabric fabulous facebook facedown faceless facelift faceted facial facility facing faction factoid factor factual faculty fade fading failing falcon fall false falsify fame
familiar family famine famished fanatic fancied fancy fanfare fang fanning fantasy fascism fastball faster fasting fastness faucet favored favoring favorite feast federal fedora feeble feed
feel feisty feline feminine feminism feminist feminize femur fence fencing fender ferment fernlike ferocity ferret ferris ferry fervor fester festival festive fetal fetch fever fiber fiction
fiddle fiddling fidelity fidgety fifteen fifth fiftieth fifty figment figure figurine filing filled filler filling film filter filth filtrate finale finalist finalize finally finance finch
fineness finer finicky finished finisher finite finless finlike fiscally five flaccid flagman flagpole flagship flail flakily flaky flame flanked flanking flannels flap flaring flashily
flashing flashy flask flatbed flatfoot flatly flatness flatten flattery flattop flatware flatworm flavored flaxseed fled fleshed fleshy flick flier flight flinch fling flint flip flirt float
flock flogging flop floral florist floss flounder flyable flyaway flyer flying flyover flypaper foam foil folic folk follicle follow fondling fondly fondness fondue font food fool footage
football footbath footer footgear foothill foothold footing footless footman footnote footpad footpath footrest footsie footsore footwear footwork fossil foster founder founding fountain
foyer fraction fracture fragile fragment fragrant frail frame framing frantic frayed fraying frays freckled freckles freebase freebee freebie freedom freefall freehand freeing freeload
freely freeness freeware freeway freewill freezing freight french frenzied frenzy frequent fresh fretful fretted friction friday fridge fried friend frighten frigidly frill fringe frisbee
frisk fritter frolic from front frosted frostily frosting frosty froth frown frozen fructose frugally fruit frying gaffe gaining gains gala galleria gallery galley gallon gallows galore
gambling game gaming gamma gander gangly gangrene gangway garage garbage garden gargle garland garlic garment garnet garnish garter gatherer gating gauging gauntlet gauze gave gawk gazing
gear gecko geek geiger gender generic generous genetics genre gentile gently gents geologic geology geometry geranium gerbil germless gestate gesture getaway getting getup giant giblet
giddily giddy gift gigabyte gigantic giggle giggling giggly gigolo gilled gills gimmick girdle giveaway given giver giving gizmo gizzard glacial glacier glade gladly glamour glance glancing
glare glaring glass glaucoma glazing gleaming gleeful glider gliding glimmer glimpse glisten glitch glitter glitzy gloater gloating gloomily gloomy glorify glorious glory gloss glove glowing
glowworm glucose glue gluten glutton gnarly gnat goal goatskin goes goggles going goldfish goldmine golf goliath gonad gondola gone gong good gooey goofball goofy google goon gopher gore
gorged gorgeous gory gosling gossip gothic gotten gout gown grab graceful gracious graded grader gradient grading graduate graffiti grafted grafting grain granddad grandkid grandly grandma
grandpa grandson granite granny granola grant granular grape graph grapple grasp grass gratify grating gratuity gravel graves gravity gravy gray grazing greasily greedily greedy green
greeter greeting grew grid grief grieving grievous grill grimace grime grimy grinch grinning grip gristle grit groggily groggy groin groom groove grooving groovy grope ground grouped grout
grove grower growing growl grub grudge grudging grueling gruffly grumble grumbly grumpily grunge grunt guidable guidance guide guiding guise gulf gullible gully gulp gumball gumdrop gumming
gummy gurgle gurgling guru gush gusto gusty gutless guts gutter guzzler gyration habitant habitat habitual hacked hacker hacking hacksaw haggler haiku half halogen halt halved halves hamlet
hammock hamper hamster handbag handball handbook handcart handclap handcuff handed handful handgrip handgun handheld handled handler handling handmade handoff handpick handrail handsaw
handset handwash handwork handyman hangnail hangout hangover hangup hankie hanky happier happiest happily happy harbor hardcopy hardcore harddisk hardened hardener hardhat hardhead hardly
hardness hardship hardware hardwood hardy harmful harmless harmony harness harpist harsh harvest hash hassle haste hastily hasty hatbox hatchery hatchet hatching hate hatless hatred haunt
haven hazard hazelnut hazily haziness hazing hazy headache headband headed header headgear heading headlamp headless headlock headrest headroom headset headsman headway headwear heap heat
heave heavily heaving hedge hedging hefty helium helmet helper helpful helping helpless helpline hemlock hence henchman henna herald herbal herbs heritage hermit heroics heroism herring
herself hertz hesitant hesitate hexagon hexagram hubcap huddle huddling huff hula hulk hull human humble humbling humbly humid humility humming hummus humorist humorous humpback humped
humvee hunger hungrily hungry hunk hunter hunting huntress huntsman hurdle hurled hurler hurling hurray hurried hurry hurt husband hush husked hybrid hydrant hydrated hydrogen hyphen
hypnoses hypnosis hypnotic iciness icing icky icon idealism idealist idealize ideally identify identity ideology idiocy idiom idly igloo ignition ignore iguana illusion illusive image
imagines imaging imbecile imitate immature immerse imminent immobile immodest immortal immunity immunize impaired impale impart impeach impeding imperial impish implant implicit implode
imply impolite importer impose imposing impotent impound imprint imprison improper improve impulse impure impurity iodine iodize ipad iphone ipod irate iron irrigate irritant irritate
islamic islamist isolated isotope issue issuing italics item itunes ivory jackal jacket jackpot jailbird jailer jalapeno janitor january jargon jarring jasmine jaundice jaunt java jawed
jawless jawline jaws jaybird jazz jeep jellied jelly jersey jester jiffy jigsaw jimmy jingle jingling jinx jitters jittery jockey jogger jogging john joining jokester jokingly jolly jolt
jovial joyfully joyous joyride joystick jubilant judge judicial judo juggle juggling jugular juice juicy jujitsu jukebox july jumble jumbo jump junction juncture june junior juniper junkie
junkman junkyard jurist juror jury justice justify justly justness juvenile kabob kangaroo karaoke karate karma kebab keenly keenness keep kelp kennel kept kerchief kerosene kettle kick kiln
kilobyte kilogram kilowatt kilt kimono kindle kindling kindly kindness kindred kinetic kinfolk king kinship kinsman kissable kisser kissing kitchen kite kitten kitty kiwi kleenex knapsack
knee knelt knickers knoll koala kooky kosher krypton kudos kung labored laborer laboring labrador ladder ladies ladle ladybug ladylike lagged lagging lagoon lair lake lance landed landfall
landfill landing landlady landless landline landlord landmark landmass landmine landside language lanky lantern lapdog lapel lapped lapping laptop lard large lark lash lasso last latch late
lather latitude latrine latter latticed launch launder laundry laurel lavender lavish laxative lazily laziness lazy lecturer left legacy legal legend legged leggings legible legibly lego
legroom legume legwork lemon lend length lens lent leotard lesser letdown lethargy letter lettuce level leverage levers levitate liable liberty library licking licorice life lifter lifting
liftoff ligament likely likeness likewise liking lilac lilly lily limb limeade limes limit limping limpness line lingo linguini linguist lining linked linoleum linseed lint lion liquefy
liqueur liquid lisp list litigate litmus litter little livable lived lively liver lividly living lizard lucid luckily luckless lugged lukewarm lullaby lumber luminous lumping lumpish lunacy
lunar lunchbox luncheon lung lurch lure lurk lushly lushness luster lustily lustrous lusty luxury lying lyricism lyricist lyrics macarena macaroni macaw mace machine magazine magenta maggot
magical magician magma magnetic magnify magnolia mahogany maimed majestic majesty majority makeover maker making malt mama mammal mammary manager managing manatee mandarin mandate mandolin
manger mangle mango mangy manhole manhood manhunt manicure manila mankind manlike manly manmade manned mannish manor manpower mantis mantra manual many marathon marbled marbles marbling
march mardi margin marigold marina marine marital maritime marlin maroon married marrow marry marshy marxism mascot mashed mashing massager masses massive mastiff matador matchbox matcher
matching material maternal math mating matrix matron matted matter maturely maturing maturity mauve maverick maximize maximum maybe mayday moaner moaning mobile mobility mobilize mobster
mocha mocker mockup modified modify modular module moisten moisture molar molasses mold molecule molehill mollusk monday monetary monetize mongoose mongrel monitor monkhood monogamy monogram
monopoly monorail monotone monotype monoxide monsieur monsoon monthly monument moocher moody mooing moonbeam mooned moonlike moonlit moonrise moonwalk morale morality morally morbidly
morphine morphing morse mortally mortify mortuary mosaic mossy most mothball motion motivate motive motor motto mountain mounted mounting mourner mournful mouse mousy mouth movable move
movie moving mower mowing much muck mulberry mulch mule mulled mullets multiple multiply mumble mumbling mumbo mummify mummy mumps munchkin mundane muppet mural murky muscular museum mushily
mushroom mushy music musket musky mustang mustard muster musty mutable mutate mutation mute mutiny mutt mutual muzzle myself myspace mystify myth nacho nail name naming nanny nape napkin
napped napping nappy narrow nastily national native nativity natural nature naturist nautical navigate navy nearby nearest nearly nearness neatly neatness nebula nectar negate negation
negative negligee nemeses nemesis neon nephew nerd nervous nervy nest neuron neurosis neurotic neuter neutron never next nibble nickname nicotine niece nifty nimble nimbly nineteen ninja
nintendo ninth nuclear nuclei nucleus nugget nullify number numbing numbly numbness numeral numerate numeric numerous nuptials nursery nursing nurture nutcase nutlike nutmeg nutrient
nutshell nutty nuzzle nylon oasis obedient obituary object obligate obliged oblivion oblong oboe obscure observer obsessed obsolete obstacle obstruct obtain obtuse obvious occupant occupier
occupy ocean ocelot octagon octane october octopus ogle oink ointment okay olive olympics omega omen ominous omission omit omnivore onboard oncoming ongoing onion online onlooker only
onscreen onset onshore onstage onto onward onyx oops ooze oozy opacity opal open operable operate operator opium opossum opponent oppose opposing opposite osmosis other otter ouch ought
ounce outage outback outbid outboard outbound outbreak outburst outcast outclass outcome outdated outdoors outer outfield outfit outflank outgoing outgrow outhouse outing outlast outlet
outline outlook outlying outmatch outmost outpost outpour output outrage outrank outreach outright outscore outsell outshine outshoot outsider outsmart outtakes outthink outward outweigh
outwit oval ovary oven overact overall overarch overbid overbill overbite overbook overcast overcoat overcome overcook overdue overfed overfeed overfill overflow overfull overhand overhang
overhaul overhead overhear overheat overhung overkill overlaid overlap overlay overload overlook overlord overpass overpay overplay overrate override overripe overrule overrun overshot
oversold overstay overstep overtake overtime overtly overtone overture overturn overuse overview oxford oxidant oxidize oxygen oxymoron oyster ozone paced pacific pacifier pacifism pacifist
pacify padded padding paddle paddling padlock pagan pager paging pajamas palace palm palpable paltry pampered pamperer pampers pamphlet panama pancake pancreas panda pandemic pang panic
panning panorama panther pantry pants papaya paper paprika papyrus parabola parade paradox parakeet paralyze parasail parasite parcel parched pardon parish parka parking parkway parlor
parmesan parole parrot parsley parsnip partake parted parting partly partner party passable passably passage passcode passerby passing passion passive passover passport password pasta pasted
pastel pastime pastor pastrami pasture pasty patchy paternal path patience patient patio patriot patrol pauper pavement paver pavilion paving pawing payable payback paycheck payday payee
payer paying payment payphone payroll pebble pebbly pecan pectin peculiar peddling pedicure pedigree pegboard pelican pellet pelt pelvis penalize penalty pencil pendant pending penknife
pennant penny penpal pension pentagon perceive percent perch perfume perish perjurer perjury perky perm peroxide pesky peso pester petal petite petition petri petted petty petunia phantom
phobia phoenix phoney phonics phony photo phrase phrasing placard placate placidly plank planner plant plasma plaster plastic plated platform plating platinum platonic platter platypus
playable playback player playful playing playlist playmate playoff playpen playroom playset playtime plaza pleading pleat pledge plenty plethora pliable plod plop plot plow ploy pluck plug
plunder plunging plural plus plywood poach poem poet pogo pointed pointer pointing pointy poise poison poker poking polar police policy polio polish politely polka polo polygon polymer
poncho pond pony popcorn pope poplar popper poppy popsicle populace popular populate pork porous porridge portable portal porthole portion portly portside poser posh posing possible possibly
possum postage postal postbox postcard posted poster posting posture postwar pouch pounce pouncing pound pouring pout powdered powdery power powwow praising prance prancing pranker prankish
prayer praying preacher preachy preamble precinct precise precook precut predator predict preface prefix pregame pregnant prelaw prelude premiere premises premium prenatal preorder prepaid
prepay preplan preppy preset preshow presoak press presume preteen pretense pretext pretty pretzel prevail prevent preview previous prewar prideful pried primal primary primate primer primp
princess print prior prism prison prissy pristine privacy private prize probable probably probe probing problem process proclaim procurer prodigal prodigy produce product profane profile
profound progeny program progress prologue promoter prompter promptly prone prong pronto proofing proofs properly property proposal propose props prorate protegee proton protract protrude
proud provable proved proven provided provider province proving provoke prowess prowler prowling proxy prozac prude prune pruning psychic public pucker pueblo pull pulp pulsate pulse puma
pumice pummel punch punctual pungent punisher punk pupil puppet puppy purchase purebred purely pureness purge purging purifier purify purist puritan purity purple purplish purr purse
pursuant pursuit purveyor pushcart pusher pushing pushover pushpin pushup pushy putdown putt puzzle puzzling pyramid python quack quadrant quail quaintly quake quaking qualify quality qualm
quantum quarrel quarry quarters quartet quench query quicken quickly quiet quill quilt quintet quirk quit quiver quotable quote rabid race racing racism rack racoon radar radial radiance
radiated radiator radio radish raffle raft rage ragged raging ragweed raider railcar railing railroad railway raisin rake raking rally ramble rambling ramp ramrod ranch random ranged ranger
ranging ranked ranking ransack ranting rants rare rarity rascal rash rasping ravage raven ravine raving ravioli reabsorb reach reaction reactive reactor reaffirm ream reappear reapply
rearview reason reassign reassure reattach reawake rebate rebel rebirth reboot reborn rebound rebuff rebuild rebuilt reburial rebuttal recall recant recast recede recent recess recital
recite reckless reclaim recliner recluse recoil recolor recopy record recount recoup recovery recreate rectal rectify recycled recycler reemerge reenact reenter reentry referee refill
refined refinery refining refinish reflex reflux refocus refold reforest reformat reformed reformer refract refrain refreeze refresh refried refund refusal refuse refusing refute regain
regalia regally reggae regime region register registry regress regroup regular regulate rehab reheat rehire reissue rejoice rejoin rekindle relapse related relation relative relax relay
relearn release reliable reliably reliance reliant relic relieve relight relish relive reload relocate relock rely remake remark remarry rematch remedial remedy remember reminder remix
remnant remold remorse remote removal removed remover removing rename renderer renegade renewal renewed renounce renovate rentable rental rented renter reoccupy reoccur reopen reorder
repaint repair repave repaying repeal repeated repeater repent rephrase replace replay replica reply reporter repose repost reprint reprise reproach reps reptile request require reroute
rerun resale resample rescuer reseal research reselect reseller resemble resend resent reset reshape reshoot resident residual residue resigned resize resolute resolved resonant resonate
resort resource respect resubmit result resume resupply retail retainer retake rethink retinal retired retiree retiring retold retool retorted retouch retrace retract retrain retread retreat
retrial retry return retying retype reunion reunite reusable reuse reveal reveler revenge revenue reverb revered reverend reversal reverse revert revise revision revisit revival reviver
reviving revoke revolt revolver reward rewash rewind rewire reword rework rewrap rewrite rhyme ribbon ribcage rice riches richly richness rickety ricotta riddance ridden ride riding rifling
rift rigging rigid rigor rimless rimmed rind rink rinse rinsing riot ripcord ripeness ripening ripping ripple rippling riptide rise rising risk risotto ritalin ritzy rival riverbed riveter
riveting roamer roaming roast robbing robe robin robotics robust rockband rocker rocket rockfish rocking rocklike rockstar rocky rogue roman romp rope roping roster rosy rotten rotting
rotunda roulette rounding roundish roundup routine routing rover roving royal rubbed rubber rubbing rubble rubdown ruby ruckus rudder ruined rule rumble rumbling rummage rumor rundown runner
running runny runt runway rupture rural ruse rush rust sabbath sabotage sacred sadden saddled saddling sadly sadness safari safely safeness saffron saga sage sagging saggy said saint sake
salad salami salaried salary saline salon saloon salsa salt salutary salute salvage same sample sampling sanction sanctity sandal sandbag sandbank sandbar sandbox sanded sandfish sanding
sandlot sandpit sandworm sandy sanitary sank santa sapling sappy sarcasm sardine sash sassy satchel satiable satin satisfy saturate saturday saucy sauna savage savanna saved savings savior
savor scabbed scabby scalded scalding scale scaling scallion scallop scalping scam scandal scanner scanning scant scarce scarcity scared scarf scarily scarring scary scenic schedule scheme
scheming schnapps scholar science scion scoff scolding scone scoop scooter scope scorch scored scorer scoring scorn scorpion scotch scoured scouring scouting scouts scowling scrabble
scraggly scrap scratch scrawny screen scribble scribe scribing script scroll scrooge scrubbed scrubber scruffy scrunch scrutiny scuba scuff sculptor scurvy scuttle secluded second secrecy
secret sector secular securely security sedan sedate sedation sedative sediment seduce seducing segment seismic seizing seldom selected selector self seltzer semantic semester seminar
semisoft senate senator send senior senorita sensuous sepia septic septum sequel sequence series sermon serpent serrated serve service serving sesame sessions setback setting settle settling
setup seventh seventy severity shabby shack shaded shadily shading shadow shady shaft shakable shakily shaking shaky shale shallot shallow shame shampoo shamrock shank shanty shape shaping
share sharper sharpie sharply shawl sheath shed sheep sheet shelf shell shelter shelve shelving sherry shield shifter shifting shifty shimmer shimmy shindig shine shingle shining shiny ship
shirt shock shone shoplift shopper shopping shoptalk shore shortage shortcut shorten shorter shortly shorts shorty shout shove showbiz showcase showdown shower showgirl showing showman shown
showoff showroom showy shrank shrapnel shredder shrewdly shriek shrill shrimp shrine shrink shrivel shrouded shrubs shrug shrunk shucking shudder shuffle shun shush shut siamese siberian
sibling siding sierra siesta sift sighing silenced silencer silent silica silicon silk silly silo silt silver simile simple simplify simply sincere singer singing single singular sinister
sinless sinner sinuous siren sister sitcom sitter sitting situated sixfold sixteen sixth sixties sixtieth sizable sizably size sizing sizzle sizzling skater skating skeletal skeleton skeptic
sketch skewed skewer skid skied skier skies skiing skilled skillet skillful skimmed skimmer skimming skimpily skincare skinhead skinless skinning skinny skipper skipping skirmish skirt
skittle skydiver skylight skyline skype skyward slab slacked slacker slacking slacks slain slam slander slang slapping slashed slashing slate slather slaw sled sleek sleep sleet sleeve slept
sliced slicer slicing slick slider sliding slighted slightly slimness slimy slinging slinky slip slit sliver slobbery slogan sloped sloping sloppily sloppy slot slouchy sludge slug slum
slurp slush small smartly smasher smashing smashup smell smelting smile smirk smite smith smitten smock smog smoked smoking smoky smolder smooth smother smudge smudgy smuggler smugly
smugness snack snagged snaking snap snare snarl snazzy sneak sneer sneeze sneezing snide sniff snippet snipping snitch snooper snooze snore snoring snorkel snort snout snowbird snowcap
snowdrop snowfall snowless snowman snowplow snowshoe snowsuit snowy snub snuff snuggle snugly snugness speak spearman species specimen specked speckled specks spectrum speech speed speller
spelling spender spending spent spew sphere sphinx spider spied spiffy spill spilt spinach spinal spindle spinner spinning spinout spinster spiny spiral spirited spirits splashed splashy
splatter spleen splendid splendor splice splicing splinter splotchy splurge spoilage spoiled spoiler spoiling spoils spoken sponge spongy sponsor spoof spookily spooky spool spoon spore
sporting sports sporty spotless spotted spotter spotting spotty spousal spouse spout sprain sprang sprawl spray spree sprig spring sprint sprite sprout spruce sprung spry spud spur sputter
spyglass squabble squad squall squander squash squatted squatter squeak squealer squeegee squeeze squid squiggle squiggly squint squire squirt squishy stable stack stadium staff stage
staging stagnant stagnate stained staining stalling stallion stamina stammer stamp stand stank staple stapling starch stardom stardust starfish staring stark starless starlet starlit
starring starry starship starter starting startle startup starved starving stash state static statue stature status statute staunch stays steadier steadily steam steed steep steering stellar
stem stench stencil step stereo sterile sterling sternum stew stick stiffen stiffly stifle stifling stilt stimuli stimulus stinger stingily stinging stingray stingy stinking stinky stipend
stir stitch stock stoic stoke stole stomp stoning stony stood stooge stool stoop stoppage stopped stopper stopping storable storage storm stout stove stowaway stowing straddle strained
strainer stranger strangle strategy stratus straw stray streak stream street strength strep stress stretch strewn stricken strict stride strife strike striking strive striving strobe strode
stroller strongly struck strudel struggle strum strung strut stubbed stubble stubbly stubborn stucco stuck student studied studio study stuffed stuffing stuffy stumble stump stung stunned
stunner stunning stunt stupor sturdily sturdy styling stylist stylized stylus suave subdued subduing subfloor subgroup subject sublease sublet sublevel sublime submerge subpanel subpar
subplot subprime subside subsidy subsoil subsonic subtext subtitle subtly subtotal subtract subtype suburb subway subzero such suction sudden sudoku suds sufferer suffice suffix suffrage
sugar suggest suing suitable suitably suitcase suitor sulfate sulfide sulfite sulfur sulk sullen sulphate sultry superior superjet superman supermom supper supplier supply support supreme
surely sureness surface surfer surgery surgical surging surname surpass surplus surprise surreal surround survey survival survive survivor sushi suspect suspend suspense swab swagger swan
swapping swarm sway swear sweat sweep swell swept swerve swifter swiftly swimmer swimming swimsuit swimwear swinger swinging swipe swirl switch swivel swizzle swooned swoop swoosh swore
sworn swung sycamore sympathy symphony symptom synapse syndrome synergy synopses synopsis syrup system tabasco tabby tableful tables tablet tabloid tacking tackle tackling tacky taco tactful
tactical tactics tactile tactless tadpole tainted take taking talcum talisman tall talon tamale tameness tamer tamper tank tanned tannery tanning tantrum tapeless tapered tapering tapestry
tapioca tapping taps target tarmac tarnish tarot tartar tartly tartness task tassel taste tasting tasty tattered tattle tattling tattoo taunt tavern thank that thaw theater thee theft theme
theology theorize thermal thermos these thesis thespian thicken thicket thieving thievish thigh thimble thing think thinly thinner thinness thinning thirsty thirteen thirty thong thorn those
thousand thrash thread threaten thrift thrill thrive thriving throat throng throttle thrower throwing thud thumb thumping thursday thus thyself tiara tibia tidal tidbit tidiness tidings tidy
tiger tighten tightly tightwad tigress tile tiling till tilt timid timing timothy tinfoil tingle tingling tingly tinker tinkling tinsel tinsmith tint tinwork tiny tipoff tipped tipper
tipping tiptop tiring tissue trace tracing track traction tractor trade trading traffic tragedy trailing train traitor trance tranquil transfer trapdoor trapeze trapped trapper trapping
traps trash travel traverse travesty tray treading treason treat treble tree trekker tremble tremor trench trend trespass triage trial triangle tribunal tribune tribute triceps trickery
trickily tricking trickle tricky tricolor tricycle trident tried trifle trillion trilogy trimmer trimming trimness trinity trio tripod tripping triumph trivial trodden trolling trombone
trophy tropical tropics trouble trough trousers trout trowel truce truck truffle trump trunks trustee trustful trusting truth tubby tubeless tubular tucking tuesday tuition tulip tumble
tumbling tummy turban turbine turbofan turbojet turf turkey turmoil turret turtle tusk tutor tutu tweak tweed tweet tweezers twelve twenty twerp twice twiddle twig twilight twine twins twirl
twisted twister twisting twisty twitch twitter tycoon tying tyke udder ultimate ultra umbrella umpire unable unafraid unaired unawake unaware unbaked unbeaten unbend unbent unbiased unbitten
unblock unbolted unboxed unbridle unbroken unbundle unburned unbutton uncanny uncapped uncaring unchain uncheck uncivil unclad unclasp uncle unclip uncloak unclog uncoated uncoiled uncombed
uncommon uncooked uncork uncouple uncouth uncover uncross uncrown uncured uncurled uncut undated undead underage underarm undercut underdog underfed undergo underpay undertow underuse
undocked undoing undone undress undusted undying unearned unearth unease uneasily uneasy uneaten unedited unending unenvied unequal uneven unfair unfasten unfazed unfiled unfilled unfitted
unfixed unflawed unfold unframed unfreeze unfrozen unfunded unglazed ungloved unglue ungodly ungraded unguided unhappy unharmed unheard unheated unhidden unhinge unholy unhook unicorn
unicycle unified unifier unify union uniquely unison unissued unit universe unjustly unkempt unkind unknown unlaced unlatch unlawful unleaded unleash unless unlined unlinked unlisted unlit
unloaded unloader unlocked unloved unlovely unloving unlucky unmade unmanned unmapped unmarked unmasked unmixed unmolded unmoral unmoved unmoving unnamed unneeded unnerve unopened unpack
unpadded unpaid unpaired unpaved unpeeled unpicked unpinned unplowed unplug unproven unquote unranked unrated unread unreal unrented unrest unrigged unripe unrobed unroll unruly unrushed
unsaddle unsafe unsaid unsalted unsaved unsavory unscrew unsealed unseated unseeing unseemly unseen unselect unsent unshaken unshaved unshaven unsigned unsliced unsmooth unsnap unsocial
unsoiled unsold unsolved unsorted unspoken unstable unsteady unstitch unstuck unsubtle unsubtly unsuited unsure unsworn untagged untaken untamed untapped untaxed unthawed unthread untidy
untie until untimed untimely untitled untold untried untrue untruth unturned untwist untying unusable unused unusual unvalued unvaried unveiled unvented unviable unvocal unwanted unwary
unwashed unweave unwed unwell unwieldy unwind unwired unworn unworthy unwound unwoven unzip upbeat upchuck upcoming update upfront upgrade upheaval upheld uphill uphold uplifted upload upon
upper upright uprising upriver uproar uproot upscale upside upstage upstairs upstart upstate upstream upstroke upswing uptake uptight uptown upturned upward upwind uranium urban urchin
urethane urgency urgent urging urology usable usage useable used user usher usual utensil utility utilize utmost utopia utter vacancy vacant vacate vacation vagabond vagrancy vaguely valiant
valid valium valley value vanilla vanish vanity vanquish vantage variable variably varied variety various varmint varnish varsity varying vascular vaseline vastly vastness veal vegan veggie
velcro velocity velvet vendetta vending vendor vengeful venomous venture venue venus verbally verbose verdict verify verse version versus vertical vertigo very vessel vest veteran veto
vexingly viable vibes vice vicinity victory video viewable viewer viewing viewless vigorous village villain vineyard vintage violate violator violet violin viper viral virtual virtuous virus
visa viscous viselike visible visibly vision visiting visitor visor vista vitality vitalize vitally vitamins vividly vixen vocalist vocalize vocally vocation voice voicing void volatile
volley voltage volumes voter voting voucher vowed vowel voyage wafer waffle waged wager wages waggle wagon wake waking walk walmart walnut walrus waltz wand wannabe wanted wanting wasabi
washable washbowl washday washed washer washing washout washroom washtub wasp wasting watch water waviness waving wavy whacking whacky wham wharf wheat whenever whiff whinny whiny whisking
whoever whole whomever whoopee whooping whoops wick widely widen widget widow width wielder wife wifi wildcard wildcat wilder wildfire wildfowl wildland wildlife wildly wildness willed
willing willow wilt wimp wince wincing wind wing winking winner winnings winter wipe wired wireless wiring wiry wisdom wise wish wisplike wispy wistful wizard wobble wobbling wobbly wolf
womanly womb woof wooing wool woozy word work worried worrier worry worst wound woven wrangle wrath wreath wreckage wrecker wrecking wrench wriggle wriggly wrinkle wrinkly wrist writing
written wronged wrongful wrongly wrought xbox xerox yahoo yanking yapping yard yarn yeah yearbook yearling yearly yearning yeast yelling yelp yiddish yield yippee yodel yoga yogurt yonder
yoyo yummy zealous zebra zeppelin zero zesty zipfile zipping zippy zips zodiac zombie zone zoning zoology zoom
`
  .trim()
  .split(/\s+/);
