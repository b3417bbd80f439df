// The grammar of Reeve, in the order of the reference. What the parser cannot know (a date that does not exist, `a to b`
// where no duration may stand) is checked by the builder that reads the tree.
//
// How it is written, because speed and messages depend on it:
// - A `…Head` is what stands before `{`, a `…Line` what stands in a block. Errors end there: the rest of the line is
//   skipped and the block goes on (compiler/parse/recovery.cpp lists these rules).
// - Lines are told apart by their first two or three tokens. No alternative needs to look further, except `a to b`.
// - Whatever may be repeated is a loop, never a recursion: long chains must not grow the stack.
parser grammar ReeveParser;
options { tokenVocab = ReeveLexer; }

program : (useDecl | decl)* EOF;

useDecl : K_USE (qualifiedName | TEXT);
qualifiedName : name (DOT name)*;

decl
    : choiceDecl | typeDecl | defineDecl | tableDecl
    | businessDecl | calendarDecl | holidayDecl | teamDecl | agentsHaveDecl | skillDecl | workloadDecl | settingDecl
    | periodDecl | bandsDecl
    | workTypeDecl | sourceDecl | intakeDecl | slaDecl | segmentDecl | priorityDecl | queueDecl | workbinDecl | routeDecl
    | escalateDecl | watchDecl | casePlanDecl | testDecl | guaranteeDecl
    ;

// ---- Values: choices, types, definitions, tables ----

choiceDecl : K_CHOICE name display? EQUALS (K_ONE K_OF | K_RANKED) choiceValues;
choiceValues : LBRACE choiceValue (COMMA choiceValue)* COMMA? RBRACE;
choiceValue : name display?;
display : TEXT;

typeDecl : K_TYPE name display? EQUALS type;
type : (K_LIST K_OF)? baseType K_OPTIONAL?;
baseType
    : K_YES SLASH K_NO
    | K_WHOLE? K_NUMBER literalRange? (K_WITH NUMBER K_DECIMALS)?
    | K_PERCENT literalRange? (K_WITH NUMBER K_DECIMALS)?
    | K_MONEY LPAREN name RPAREN literalRange?
    | K_BUSINESS? K_DURATION
    | K_TEXT
    | K_DATE
    | K_TIME
    | K_MOMENT
    | K_AGENT
    | K_TEAM
    | K_CUSTOMER
    | (K_ONE K_OF | K_RANKED) choiceValues
    | qualifiedName
    ;
literalRange : signedLiteral DOT_DOT signedLiteral;
signedLiteral : MINUS? literal;

defineDecl : K_DEFINE name params? EQUALS expr;
params : LPAREN (param (COMMA param)* COMMA?)? RPAREN;
param : name COLON type;

tableDecl : tableHead (K_FROM TEXT | LBRACE tableHeader? tableRow* RBRACE);
tableHead : K_TABLE name display? params ARROW type (COMMA tablePolicy)?;
tablePolicy : K_FIRST K_MATCH | K_ONLY K_MATCH | K_SUM K_OF K_MATCHES | K_HIGHEST K_MATCH | K_LOWEST K_MATCH;
tableHeader : ROW_BAR name (BAR name)* BAR_BAR name BAR?;
tableRow : ROW_BAR cell (BAR cell)* BAR_BAR expr BAR?;
cell : cellTest (COMMA cellTest)*;
cellTest
    : K_ANY
    | K_MISSING
    | K_NOT additive
    | (LESS | LESS_EQUAL | GREATER | GREATER_EQUAL) additive
    | additive ((DOT_DOT | DOT_DOT_LESS) additive)?
    ;

// ---- The house ----

businessDecl : businessHead LBRACE businessLine* RBRACE;
businessHead : K_BUSINESS name display?;
businessLine : K_TIME K_ZONE TEXT | K_CALENDAR name | K_CURRENCY name | K_LANGUAGE TEXT;

calendarDecl : calendarHead LBRACE calendarLine* RBRACE;
calendarHead : K_CALENDAR name display?;
calendarLine
    : K_TIME K_ZONE TEXT
    | K_OPEN (weekdays | K_ON DATE) windows because?
    | K_HOLIDAYS qualifiedName
    | K_CLOSED K_ON DATE (DOT_DOT DATE)? display? because?
    ;
weekdays : weekdayRange (COMMA weekdayRange)*;
weekdayRange : weekday (K_TO weekday)?;
weekday : K_MONDAY | K_TUESDAY | K_WEDNESDAY | K_THURSDAY | K_FRIDAY | K_SATURDAY | K_SUNDAY;
windows : window (COMMA window)*;
window : TIME MINUS TIME;

holidayDecl : holidayHead LBRACE holidayLine* RBRACE;
holidayHead : K_HOLIDAYS name display?;
holidayLine : holidayRule display? observed? COMMA?;
holidayRule
    : DATE
    | NUMBER monthName
    | K_EASTER ((PLUS | MINUS) NUMBER (K_DAY | K_DAYS))?
    | (K_FIRST | K_SECOND | K_THIRD | K_FOURTH | K_LAST) weekday K_OF monthName
    ;
monthName
    : K_JANUARY | K_FEBRUARY | K_MARCH | K_APRIL | K_MAY | K_JUNE | K_JULY | K_AUGUST | K_SEPTEMBER | K_OCTOBER
    | K_NOVEMBER | K_DECEMBER
    ;
observed : K_OBSERVED K_ON weekday (K_WHEN weekdays)?;

teamDecl : teamHead (LBRACE supervisorsLine* RBRACE)?;
teamHead : K_TEAM name display?;
supervisorsLine : K_SUPERVISORS name (COMMA name)*;

agentsHaveDecl : agentsHaveHead LBRACE attribute* RBRACE;
agentsHaveHead : K_AGENTS K_HAVE;

skillDecl : K_SKILL name display? (K_LEVELS NUMBER DOT_DOT NUMBER)?;

workloadDecl : workloadHead LBRACE workloadLine* RBRACE;
workloadHead : K_WORKLOAD name display?;
workloadLine
    : K_AT K_MOST NUMBER name
    | K_NO workKind K_WHILE K_BUSY K_WITH workKind
    | workKind K_INTERRUPTS workKind
    ;
workKind : name;

settingDecl : K_SETTING name display? COLON type EQUALS expr (COMMA K_CHANGED K_BY K_TEAM name)?;
periodDecl : K_PERIOD name display? K_FROM additive K_TO additive;
bandsDecl : K_BANDS choiceValues;

// ---- Work ----

workTypeDecl : workTypeHead LBRACE workLine* RBRACE;
workTypeHead : K_WORK K_TYPE name display?;
workLine
    : attribute
    | K_OUTCOMES choiceValues
    | K_COUNTS NUMBER K_POINTS
    | K_TAKES K_ABOUT timeSpan
    | K_OPEN TEXT
    | K_SHOW name (COMMA name)*
    | K_INSTRUCTIONS TEXT (K_WHEN expr)?
    | K_MEDIA mediaKind
    ;
mediaKind : K_WORK K_ITEM | K_CALL | K_CHAT | K_EMAIL | K_MESSAGE;
attribute : name COLON type (EQUALS expr)? visibility? COMMA?;
visibility : (K_HIDDEN K_FROM | K_SHOWN K_ONLY K_TO) K_TEAM name (COMMA K_TEAM name)*;

sourceDecl : sourceHead LBRACE sourceLine* RBRACE;
sourceHead : K_SOURCE name display?;
sourceLine
    : K_SENDS name fields?
    | K_TELL K_IT K_WHEN tellEvent (COMMA tellEvent)*
    | K_ONLY K_IT K_MAY name (COMMA name)*
    ;
tellEvent : name K_CHANGES?;

intakeDecl : intakeHead LBRACE intakeLine* RBRACE;
intakeHead : K_INTAKE K_FROM name display? params;
intakeLine : (name fields | K_CASE name fields | K_TO name) condition;

condition : (K_WHEN expr | K_OTHERWISE) because?;
optionalCondition : (K_WHEN expr)? because?;
because : K_BECAUSE TEXT;
fields : LBRACE (field (COMMA field)* COMMA?)? RBRACE;
field : name COLON expr;

slaDecl : slaHead LBRACE slaLine* RBRACE;
slaHead : K_SLA K_FOR name (K_IN name)?;
slaLine
    : K_COUNTING K_FROM additive
    | (K_START | K_TARGET | K_DUE) (K_WITHIN within | K_BY K_END K_OF within | K_AT operand) condition
    | K_PAUSE K_WHILE expr because?
    ;
within : timeSpan (K_IN name)?;

segmentDecl : segmentHead LBRACE segmentLine* RBRACE;
segmentHead : K_SEGMENT K_OF name;
segmentLine : name display? (condition (LBRACE segmentLine* RBRACE)? | LBRACE segmentLine* RBRACE);

priorityDecl : priorityHead LBRACE priorityLine* RBRACE;
priorityHead : K_PRIORITY K_OF name;
priorityLine
    : K_BAND name condition
    | K_START K_AT expr because?
    | K_ADD addend (K_UP K_TO expr)? optionalCondition
    | K_MULTIPLY K_TOTAL K_BY expr optionalCondition
    | K_LIMIT K_TOTAL K_TO literalRange because?
    ;
addend
    : K_CURVE K_OF value points
    | K_STEPS K_OF value points
    | expr (K_PER perUnit K_OF value)?
    ;
points : LBRACE point* RBRACE;
point : (signedLiteral | K_OTHERWISE | qualifiedName) ARROW signedLiteral COMMA?;
perUnit : K_BUSINESS? timeUnit | literal;

queueDecl : queueHead LBRACE queueLine* RBRACE;
queueHead : K_QUEUE name display?;
queueLine
    : K_MEMBERS K_WHEN expr
    | (K_OFFER | K_ASSIGN) K_TO agentPick (COMMA K_ANSWER K_WITHIN timeSpan)?
    | K_NOT K_AGAIN K_FOR timeSpan
    | K_WRAP K_UP timeSpan
    | K_OPEN K_IN name
    | K_GOAL PERCENT K_ACCEPTED? K_WITHIN within
    | K_SUPERVISORS name (COMMA name)*
    | K_TAKE (K_ANY | K_NEXT)
    ;
workbinDecl : workbinHead LBRACE queueLine* RBRACE;
workbinHead : K_WORKBIN name display?;
agentPick
    : K_LONGEST K_IDLE K_AGENT
    | K_LEAST K_BUSY K_AGENT
    | K_BEST K_RANKED K_AGENT
    | K_AGENT K_WITH K_FEWEST K_POINTS K_TODAY
    ;

routeDecl : routeHead LBRACE routeLine* RBRACE;
routeHead : K_ROUTE name;
routeLine
    : K_TO destination condition
    | need
    | K_NEVER expr optionalCondition
    | K_ASK ring (COMMA K_THEN ring)* optionalCondition
    | K_AFTER timeSpan K_WAITING K_HERE? (K_IN name)? COLON relaxation (COMMA relaxation)*
    | K_NOT K_BEFORE operand optionalCondition
    | K_RANK K_AGENTS K_BY expr
    ;
destination : name | K_SPLIT LBRACE splitPart+ RBRACE;
splitPart : PERCENT name COMMA?;
need : K_NEEDS (name K_AT K_LEVEL additive K_OR K_MORE | expr) optionalCondition;
relaxation : need | K_DROP name optionalCondition | K_TO destination optionalCondition;
ring : K_ANYONE | (K_AGENTS IN_TEAM K_TEAM name | additive) K_FOR timeSpan;

// ---- What happens later ----

escalateDecl : escalateHead LBRACE escalateLine* RBRACE;
escalateHead : K_ESCALATE name (K_IN name)?;
escalateLine : trigger COLON actions;
trigger
    : K_AT (PERCENT K_OF promise | additive) whilePart?
    | within (K_AFTER | K_BEFORE) additive whilePart?
    | (K_UNTOUCHED | K_WAITING K_HERE? | K_WORKING) K_FOR within whilePart?
    | K_EVERY within whilePart? (COMMA? K_UP K_TO NUMBER K_TIMES)?
    | K_WHEN event whilePart?
    ;
promise : K_SLA | K_START | K_TARGET | K_DUE;
whilePart : K_WHILE expr;
event
    : K_NOBODY K_FITS K_FOR within
    | (K_DECLINED | K_MISSED) (K_OR (K_DECLINED | K_MISSED))? NUMBER K_TIMES (K_AND expr)?
    | name K_CHANGES (K_AND expr)?
    | name (K_AS name)? (K_AND expr)?
    ;
actions : action (COMMA action)* (COMMA K_AT K_MOST K_EVERY timeSpan)?;
action
    : K_RAISE K_PRIORITY K_BY expr (K_FOR timeSpan)?
    | K_MOVE K_TO name
    | K_ASSIGN K_TO additive
    | K_REQUEUE (K_TO K_SOMEONE K_ELSE)?
    | K_NOTIFY notifyTarget TEXT?
    | K_REMIND K_ASSIGNEE
    | K_TELL K_SOURCE
    | K_SET name K_TO (K_MISSING | expr)
    | K_RECLASSIFY (K_AS name fields)?
    | K_HOLD (K_UNTIL operand)?
    | K_COMPLETE (K_AS name)?
    | K_EXPIRE
    | K_CANCEL
    | K_START K_OVER
    | K_OPEN K_CASE? name fields
    ;
notifyTarget : K_SUPERVISORS | K_ASSIGNEE | K_OWNER | K_CUSTOMER | K_TEAM name | TEXT;

watchDecl : watchHead LBRACE watchLine* RBRACE;
watchHead : K_WATCH name;
watchLine : K_WHEN expr (K_FOR within)? whilePart? COLON actions;

casePlanDecl : casePlanHead LBRACE planLine* RBRACE;
casePlanHead : K_CASE K_PLAN name display?;
planLine
    : K_REFERENCE TEXT
    | K_INTENT name display? (COMMA name display?)*
    | K_OWNER (agentPick IN_TEAM K_TEAM name | additive)
    | K_DATA LBRACE attribute* RBRACE
    | K_DUE K_WITHIN within
    | K_BAND name
    | stageDecl
    | stepDecl
    | milestoneDecl
    | K_ENDS K_AS name K_WHEN (K_NOTHING K_IS K_LEFT K_TO K_DO | expr) because?
    ;
stageDecl : stageHead LBRACE stageLine* RBRACE;
stageHead : K_STAGE name display? modifier*;
stageLine : stageDecl | stepDecl | milestoneDecl;
stepDecl : K_STEP name display? COLON stepKind modifier*;
stepKind
    : K_FORM formFields (K_IN name)?
    | K_APPROVAL TEXT (K_IN name)?
    | K_WORK name fields (K_IN name)?
    | K_WAIT K_FOR expr (COMMA K_AT K_MOST within (COMMA K_THEN K_ENDS K_AS name)?)?
    | K_CASE name fields
    | K_ASK name fields K_FOR formFields K_WITHIN within COMMA? K_ELSE K_IN name
    ;
formFields : LBRACE formField* RBRACE;
formField : attribute | name COMMA?;
modifier
    : COMMA?
      ( K_IN K_ORDER
      | K_STARTS K_WHEN expr
      | K_STARTS within (K_BEFORE | K_AFTER) additive
      | K_STARTED K_BY K_HAND
      | K_ONLY K_IF expr
      | K_NOT K_REQUIRED
      | K_REPEATS K_UP K_TO NUMBER K_TIMES K_WHEN expr
      | K_REDO K_FROM name K_WHEN (K_SENT K_BACK | expr) COMMA? K_UP K_TO NUMBER K_TIMES
      | K_DUE K_WITHIN within
      | K_AS name
      | K_SHOWING name (COMMA name)*
      | K_NEVER (K_AGENT K_WHO K_COMPLETED name | expr)
      )
    ;
milestoneDecl : K_MILESTONE name display? K_WHEN expr (COMMA? K_DUE K_WITHIN within)?;

testDecl : testHead LBRACE testLine* RBRACE;
testHead : K_TEST TEXT;
testLine
    : K_ROSTER LBRACE rosterAgent* RBRACE
    | K_CLOCK additive (K_IN name)?
    | K_LATER within
    | K_GIVEN name EQUALS K_CASE? name fields
    | K_EXPECT K_ERROR TEXT
    | K_EXPECT expr
    | K_SET name K_TO expr
    | name K_IS name
    | name act
    ;
act
    : (K_ACCEPTS | K_DECLINES | K_TAKES | K_APPROVES | K_REJECTS | K_CANCELS | K_RESUMES | K_SENDS K_BACK) qualifiedName TEXT?
    | K_COMPLETES qualifiedName (K_AS name)? fields?
    | (K_PARKS | K_HOLDS) qualifiedName (K_FOR timeSpan | K_UNTIL operand)? TEXT?
    | K_TRANSFERS qualifiedName K_TO name
    | K_UPDATES qualifiedName fields
    | K_BOOSTS qualifiedName K_BY expr
    ;
rosterAgent : K_AGENT name LBRACE rosterLine* RBRACE;
rosterLine : name rosterValue (COMMA rosterValue)*;
rosterValue : signedLiteral | name signedLiteral? | LBRACK (expr (COMMA expr)* COMMA?)? RBRACK;

guaranteeDecl : guaranteeHead LBRACE guaranteeLine* RBRACE;
guaranteeHead : K_GUARANTEE TEXT K_FOR param (COMMA param)*;
guaranteeLine : (K_GIVEN | K_ALWAYS) expr;

// ---- Expressions, loosest first ----

// Where a duration `a to b` may stand: in parentheses, as an argument, after `of`.
value : expr toPart?;
toPart : K_TO additive (K_IN name)?;

expr : ifExpr | orExpr;
ifExpr : K_IF expr K_THEN expr (K_ELSE K_IF expr K_THEN expr)* K_ELSE orExpr;
orExpr : andExpr (K_OR andExpr)*;
andExpr : notExpr (K_AND notExpr)*;
notExpr : K_NOT* comparison;
comparison : K_DURING name | operand (toPart? test)?;
operand : fallback (K_IN name)?;
test
    : K_IS K_NOT? isTest
    | (LESS | LESS_EQUAL | GREATER | GREATER_EQUAL) operand
    | K_HAS (K_ANY K_OF valueSet | K_ALL K_OF valueSet | operand) ignoring?
    | (K_CONTAINS | K_STARTS K_WITH | K_ENDS K_WITH | K_MATCHES) operand ignoring?
    | IN_TEAM K_TEAM name
    ;
isTest
    : K_IN valueSet ignoring?
    | K_BETWEEN operand K_AND operand
    | K_KNOWN
    | K_MISSING
    | K_SENT K_BACK
    | K_LIKE name K_EXCEPT name (COMMA name)*
    | operand ignoring?
    ;
valueSet : LBRACE expr (COMMA expr)* COMMA? RBRACE;
ignoring : K_IGNORING (K_CASE | K_ACCENTS) (K_AND (K_CASE | K_ACCENTS))?;
fallback : additive (K_OR K_ELSE additive)*;
additive : multiplicative ((PLUS | MINUS) multiplicative)*;
multiplicative : unary ((STAR | SLASH) unary)*;
unary : MINUS* postfix;
postfix : primary (DOT name)*;
primary
    : literal
    | LPAREN value RPAREN
    | LBRACK (expr (COMMA expr)* COMMA?)? RBRACK
    | (K_COUNT | K_LEVEL | K_DATE | K_TIME | K_WEEKDAY | K_DAY | K_MONTH | K_YEAR) K_OF unary
    | K_DAYS K_FROM additive K_TO additive
    | K_AGENT K_LOAD
    | K_WAITING K_HERE
    | queueFact
    | name LPAREN (value (COMMA value)* COMMA?)? RPAREN
    | name
    ;
queueFact
    : K_WAITING K_ITEMS
    | K_OLDEST K_WAIT
    | K_EXPECTED K_WAIT
    | K_AVAILABLE K_AGENTS
    | K_LATE K_ITEMS
    | K_SHARE K_ON K_TIME K_TODAY
    ;
literal
    : timeSpan
    | NUMBER CURRENCY
    | NUMBER
    | PERCENT
    | TEXT
    | DATE TIME?
    | ZONED_MOMENT
    | TIME
    | K_YES
    | K_NO
    ;
timeSpan : NUMBER K_BUSINESS? timeUnit (NEXT_NUMBER K_BUSINESS? timeUnit)*;
timeUnit
    : K_SECOND | K_SECONDS | K_MINUTE | K_MINUTES | K_HOUR | K_HOURS | K_DAY | K_DAYS | K_WEEK | K_WEEKS | K_MONTH
    | K_MONTHS | K_YEAR | K_YEARS
    ;

// Any word that is not reserved.
name
    : ~( K_AND | K_OR | K_NOT | K_IS | K_IN | K_HAS | K_TO | K_IF | K_THEN | K_ELSE | K_WHEN | K_WHILE | K_OTHERWISE
       | K_BECAUSE | K_YES | K_NO | K_ANY | K_MISSING | K_KNOWN | K_OPTIONAL | K_BETWEEN | K_CONTAINS | K_MATCHES | K_DURING
       | ROW_BAR | NEXT_NUMBER | IN_TEAM | DOC_COMMENT | COMMENT | SPACE | TEXT | UNCLOSED_TEXT | CURLY_TEXT | SINGLE_TEXT
       | ZONED_MOMENT | BAD_MOMENT | DATE | BAD_DATE | TIME | BAD_TIME | PERCENT | NUMBER | BARE_DECIMAL | DOT_DOT_LESS
       | DOT_DOT | ARROW | BAR_BAR | BAR | LESS_EQUAL | GREATER_EQUAL | LESS | GREATER | PLUS | MINUS | STAR | SLASH | LPAREN
       | RPAREN | LBRACE | RBRACE | LBRACK | RBRACK | COMMA | COLON | DOT | EQUALS | SLASH_COMMENT | FOREIGN | MONEY_SIGN
       | STRAY )
    ;
