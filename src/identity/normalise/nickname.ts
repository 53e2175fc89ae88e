/** Short and other forms of given names; a line for each family of forms, as people really use them. */

const families = `
alexander alex alec sandy sasha sascha aleksandr alessandro alejandro xander
alexandra alex sandra sandy sasha alexa lexi aleksandra alessandra alejandra
andrew andy drew andre andreas andrei andrej andres andrea
anthony tony anton antonio ant antoine
antoinette toni netta
abraham abe bram ibrahim
abigail abby abbie gail
albert al bert bertie alberto
alfred alf alfie fred alfredo
amanda mandy manda
angela angie ange angelina
ann anne anna annie nancy anya hannah ana
arthur art artie arturo
barbara barb barbie babs
benjamin ben benny benji
bernard bernie barney bernhard
beatrice bea trixie beatriz
bradley brad
caroline carolyn carol carrie caro karoline
catherine katherine kathryn kate katie kathy cathy kat kitty katarina katrina ekaterina catarina katharina kathleen
charles charlie chuck chas karl carl carlos carlo
charlotte charlie lottie lotte
christina christine chris chrissie tina kristin kristina kirsten
christopher chris kit topher christoph cristobal
clifford cliff
cynthia cindy
daniel dan danny daniil
danielle dani daniela
david dave davy davide
deborah debra deb debbie
dennis denny denis
donald don donny
dorothy dot dottie dorothea
douglas doug
edward ed eddie ted teddy ned eduardo edouard
edmund ed eddie ned
eleanor ellie nell nora ella leonora
elizabeth liz lizzie beth betty betsy eliza lisa libby elise elisabeth isabel isabella elisa
emily em emmy emilia
emma em
eugene gene
evelyn eve evie
ferdinand fernando
florence flo florrie
frances fran franny francesca francisca
francis frank frankie francisco paco pancho francesco franz francois
frederick fred freddie fritz friedrich federico
gabriel gabe
gabrielle gabby gabi gabriela
geoffrey jeffrey geoff jeff
george georg jorge giorgio jorgen georgie
gerald gerry jerry gerard gerhard
gertrude trudy
giovanni john ivan juan jean johann johannes hans jan johan ian sean jack johnny jon jonny janos
giuseppe joseph jose josef joe joey pepe beppe peppe jozef yosef yusuf
gregory greg grigori
harold harry hal
harriet hattie
helen elena helena ellen nell lena helene
henry harry hank henrik heinrich enrique hal enrico henri
herbert herb bert
howard howie
hubert hugh bert
isaac ike
isabella bella izzy
jacob jake jakob jacobo
jacqueline jackie jacqui
james jim jimmy jamie jem jaime
jane janet jan jenny janie jean joan
jason jay
jennifer jen jenny jenna
jeremy jem jerry jeremiah
jessica jess jessie
jonathan jon johnny jonny nathan
joshua josh
josephine jo josie
joanna joanne jo
judith judy judi
julia julie jules
julian jules julio
katelyn kate katie
kenneth ken kenny
kimberly kim
laurence lawrence larry laurie lars lorenzo laurent
leonard leo len lenny leonardo leon
leslie les
lillian lily lil
louis lou lewis louie luis luigi ludwig
louise lou lulu luisa
lucas luke luca lukas
lucy lucia lucille
madeline maddie maddy
magdalena magda lena maggie
margaret maggie meg peggy greta marge margie rita daisy margarita margarethe
maria mary marie mia mariya molly polly
marilyn lyn
martha marty patty
martin marty
martina tina
matthew matt matty mateo matthias mathieu matteo
maximilian max maxim
maxwell max
megan meg
melissa mel missy lissa
melanie mel
michael mike mick mickey mikhail misha miguel michel mikael michele micky
michelle shelly chelle
mildred millie
mitchell mitch
mohammed muhammad mohamed mohammad mohd
nathaniel nathan nate nat
natalie nat natasha natalia
nicholas nick nicky nico nikolai nicolas klaus nikolaus
nicole nicky nikki
norman norm
oliver ollie olly
olivia liv livvy
pamela pam
patricia pat patty trish tricia
patrick pat paddy patricio
paul pablo paolo pavel pauli
paula polly pauline
peter pete pedro pietro pierre piotr petr
philip phillip phil pip felipe philippe
priscilla prissy cilla
rachel rach raquel
ralph ralf
randall randy
raymond ray ramon
rebecca becky becca
richard rick ricky dick rich richie ricardo riccardo
robert rob bob bobby robbie bert roberto
roberta bobbie
rodney rod
roger rodge ruggero
roland rollo
ronald ron ronnie
rosemary rose rosie
rudolph rudy rudolf
russell russ
samantha sam sammy
samuel sam sammy
sarah sara sally sadie
sharon shaz
sebastian seb bastian
sidney sid
sophia sophie sofia
solomon sol
stanley stan
stephanie steph stefanie
stephen steven steve stevie stefan esteban stephan
stuart stu stewart
susan sue susie suzanne suzy susanna
sylvia silvia sylvie
terence terry terrence
teresa theresa terry tess tessa
theodore ted teddy theo
thomas tom tommy tomas tommaso
timothy tim timmy
tobias toby
tracy tracey
valerie val
vanessa nessa
veronica ronnie
victor vic viktor vittorio
victoria vicky vic tori vickie
vincent vince vinny vincenzo
virginia ginny
vladimir vova vlad
walter walt wally
wilfred wilf fred
william will bill billy willy liam wilhelm guillermo guillaume willem
winifred winnie freda
yvonne evie
zachary zach zack zac
zoe zoey
`;

const groupsByName = new Map<string, number[]>();
families
  .trim()
  .split('\n')
  .forEach((line, group) => {
    for (const name of line.split(' ')) {
      groupsByName.set(name, [...(groupsByName.get(name) ?? []), group]);
    }
  });

const none: readonly number[] = [];

/** The families of forms that a folded given name belongs to; "alex" belongs to two. */
function nameFamilies(name: string): readonly number[] {
  return groupsByName.get(name) ?? none;
}

/** Whether one can be a form of the other: Bob and Robert, Juan and John. */
export function areForms(a: string, b: string): boolean {
  const mine = nameFamilies(a);
  if (mine.length === 0) return false;
  return nameFamilies(b).some((group) => mine.includes(group));
}
