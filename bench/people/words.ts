/** What invented people are made of; the first of each list are the most frequent. */

export const givenNames =
  'james mary john patricia robert jennifer michael linda william elizabeth david barbara richard susan joseph jessica thomas sarah charles karen christopher nancy daniel lisa matthew betty anthony margaret mark sandra donald ashley steven kimberly paul emily andrew donna joshua michelle kenneth dorothy kevin carol brian amanda george melissa edward deborah ronald stephanie timothy rebecca jason sharon jeffrey laura ryan cynthia jacob kathleen gary amy nicholas shirley eric angela jonathan helen stephen anna larry brenda justin pamela scott nicole brandon emma benjamin samantha samuel katherine gregory christine frank debra alexander rachel raymond catherine patrick carolyn jack janet dennis ruth jerry maria tyler heather aaron diane jose virginia henry julie adam joyce douglas victoria nathan olivia peter kelly zachary christina kyle lauren walter joan harold evelyn jeremy judith ethan megan carl cheryl keith andrea roger hannah gerald martha terry jacqueline sean frances austin gloria arthur ann lawrence teresa jesse kathryn dylan sara bryan janice joe jean jordan alice billy madison bruce doris albert abigail willie julia gabriel judy logan grace alan denise juan amber wayne marilyn roy beverly ralph danielle randy theresa eugene sophia vincent marie russell diana louis brittany philip natalie bobby isabella johnny charlotte bradley rose ahmed fatima wei mei hiroshi yuki priya raj mohammed aisha olga ivan björn astrid søren zoë josé maría françois chloé jürgen käthe'.split(
    ' ',
  );

export const familyNames =
  "smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long ross foster jimenez müller schröder meyer weiß özdemir yılmaz kowalski nowak ivanov petrov dubois lefèvre rossi ferrari andersson håkansson o'brien o'connor mcdonald macleod van-dyke de-jong al-sayed singh khan chen wang liu tanaka".split(
    ' ',
  );

export const cities =
  'springfield franklin greenville bristol clinton fairview salem madison georgetown arlington ashland dover oxford jackson burlington manchester milton newport auburn centerville clayton dayton lexington milford winchester cleveland hudson kingston riverside mount-vernon'.split(
    ' ',
  );

export const streetKinds = ['Street', 'Road', 'Avenue', 'Lane', 'Drive', 'Court', 'Place', 'Way'];
export const shortStreetKinds = ['St', 'Rd', 'Ave', 'Ln', 'Dr', 'Ct', 'Pl', 'Way'];
export const mailDomains = [
  'gmail.example',
  'mail.example',
  'yahoo.example',
  'post.example',
  'home.example',
  'web.example',
];
export const trades = ['Plumbing', 'Electric', 'Roofing', 'Dental', 'Legal', 'Garden', 'Motors'];
export const titles = ['Mr', 'Mrs', 'Ms', 'Dr', 'Prof.'];
export const shortForms: Readonly<Record<string, string>> = {
  james: 'jim',
  patricia: 'pat',
  robert: 'bob',
  jennifer: 'jenny',
  michael: 'mike',
  william: 'bill',
  elizabeth: 'liz',
  barbara: 'barb',
  richard: 'rick',
  susan: 'sue',
  joseph: 'joe',
  thomas: 'tom',
  charles: 'charlie',
  christopher: 'chris',
  daniel: 'dan',
  matthew: 'matt',
  anthony: 'tony',
  margaret: 'peggy',
  steven: 'steve',
  kimberly: 'kim',
  andrew: 'andy',
  joshua: 'josh',
  kenneth: 'ken',
  edward: 'ted',
  deborah: 'debbie',
  ronald: 'ron',
  timothy: 'tim',
  rebecca: 'becky',
  jeffrey: 'jeff',
  jacob: 'jake',
  nicholas: 'nick',
  jonathan: 'jon',
  stephen: 'steve',
  benjamin: 'ben',
  samuel: 'sam',
  katherine: 'kate',
  gregory: 'greg',
  alexander: 'alex',
  catherine: 'cathy',
  raymond: 'ray',
  patrick: 'paddy',
  dorothy: 'dot',
  samantha: 'sam',
  christine: 'tina',
  victoria: 'vicky',
};
export const syllables =
  'ba be bo bra cal dan del dor en far fen gar gil har hol ing kel kin lan lin lor mar mel mor nor or pel ran ren rob sal sel sher ster stan tan ter thor tol ul ver vin wal wel wic yar zan'.split(
    ' ',
  );
