// The shapes of Reeve's tokens. Words are one shape here; compiler/parse/words.cpp then looks each up in the list of
// keywords below, tells currencies apart, and repairs what is commonly written wrong (`==`, curly quotes, `8:30`).
// Every character of any text belongs to exactly one token, so that the tokens together are always the file.
lexer grammar ReeveLexer;

tokens {
    // Made from others between lexer and parser.
    ROW_BAR,      // a bar at the start of a line: begins a table row
    NEXT_NUMBER,  // the number of a further part of a combined duration: `30` in `1 hour 30 minutes`
    CURRENCY,     // a word that is an ISO 4217 code
    IN_TEAM,      // the `in` of `in team claims`; elsewhere `in` precedes a calendar or a queue

    // Reserved words: no name. Also listed in `name` of the parser grammar, which excludes them.
    K_AND, K_OR, K_NOT, K_IS, K_IN, K_HAS, K_TO, K_IF, K_THEN, K_ELSE, K_WHEN, K_WHILE, K_OTHERWISE, K_BECAUSE, K_YES,
    K_NO, K_ANY, K_MISSING, K_KNOWN, K_OPTIONAL, K_BETWEEN, K_CONTAINS, K_MATCHES, K_DURING,

    // All other keywords; each may also be a name. To add one: docs/howto/add-a-keyword.md.
    K_ABOUT, K_ACCENTS, K_ACCEPTED, K_ACCEPTS, K_ADD, K_AFTER, K_AGAIN, K_AGENT, K_AGENTS, K_ALL, K_ALWAYS, K_ANSWER,
    K_ANYONE, K_APPROVAL, K_APPROVES, K_APRIL, K_AS, K_ASK, K_ASSIGN, K_ASSIGNEE, K_AT, K_AUGUST, K_AVAILABLE, K_BACK,
    K_BAND, K_BANDS, K_BEFORE, K_BEST, K_BOOSTS, K_BUSINESS, K_BUSY, K_BY, K_CALENDAR, K_CALL, K_CANCEL, K_CANCELS,
    K_CASE, K_CHANGED, K_CHANGES, K_CHAT, K_CHOICE, K_CLOCK, K_CLOSED, K_COMPLETE, K_COMPLETED, K_COMPLETES, K_COUNT,
    K_COUNTING, K_COUNTS, K_CURRENCY, K_CURVE, K_CUSTOMER, K_DATA, K_DATE, K_DAY, K_DAYS, K_DECEMBER, K_DECIMALS,
    K_DECLINED, K_DECLINES, K_DEFINE, K_DO, K_DROP, K_DUE, K_DURATION, K_EASTER, K_EMAIL, K_END, K_ENDS, K_ERROR,
    K_ESCALATE, K_EVERY, K_EXCEPT, K_EXPECT, K_EXPECTED, K_EXPIRE, K_FEBRUARY, K_FEWEST, K_FIRST, K_FITS, K_FOR, K_FORM,
    K_FOURTH, K_FRIDAY, K_FROM, K_GIVEN, K_GOAL, K_GUARANTEE, K_HAND, K_HAVE, K_HERE, K_HIDDEN, K_HIGHEST, K_HOLD,
    K_HOLDS, K_HOLIDAYS, K_HOUR, K_HOURS, K_IDLE, K_IGNORING, K_INSTRUCTIONS, K_INTAKE, K_INTENT, K_INTERRUPTS, K_IT,
    K_ITEM, K_ITEMS, K_JANUARY, K_JULY, K_JUNE, K_LANGUAGE, K_LAST, K_LATE, K_LATER, K_LEAST, K_LEFT, K_LEVEL, K_LEVELS,
    K_LIKE, K_LIMIT, K_LIST, K_LOAD, K_LONGEST, K_LOWEST, K_MARCH, K_MATCH, K_MAY, K_MEDIA, K_MEMBERS, K_MESSAGE,
    K_MILESTONE, K_MINUTE, K_MINUTES, K_MISSED, K_MOMENT, K_MONDAY, K_MONEY, K_MONTH, K_MONTHS, K_MORE, K_MOST, K_MOVE,
    K_MULTIPLY, K_NEEDS, K_NEVER, K_NEXT, K_NOBODY, K_NOTHING, K_NOTIFY, K_NOVEMBER, K_NUMBER, K_OBSERVED, K_OCTOBER,
    K_OF, K_OFFER, K_OLDEST, K_ON, K_ONE, K_ONLY, K_OPEN, K_ORDER, K_OUTCOMES, K_OVER, K_OWNER, K_PARKS, K_PAUSE, K_PER,
    K_PERCENT, K_PERIOD, K_PLAN, K_POINTS, K_PRESENCE, K_PRIORITY, K_QUEUE, K_RAISE, K_RANK, K_RANKED, K_RECLASSIFY, K_REDO,
    K_REFERENCE, K_REJECTS, K_REMIND, K_REPEATS, K_REQUEUE, K_REQUIRED, K_RESUMES, K_ROSTER, K_ROUTE, K_SATURDAY,
    K_SECOND, K_SECONDS, K_SEGMENT, K_SENDS, K_SENT, K_SEPTEMBER, K_SET, K_SETTING, K_SHARE, K_SHOW, K_SHOWING, K_SHOWN,
    K_SKILL, K_SKILLS, K_SLA, K_SOMEONE, K_SOURCE, K_SPLIT, K_STAGE, K_START, K_STARTED, K_STARTS, K_STEP, K_STEPS, K_SUM,
    K_SUNDAY, K_SUPERVISORS, K_TABLE, K_TAKE, K_TAKES, K_TARGET, K_TEAM, K_TEAMS, K_TELL, K_TEST, K_TEXT, K_THIRD, K_THURSDAY,
    K_TIME, K_TIMES, K_TODAY, K_TOTAL, K_TRANSFERS, K_TUESDAY, K_TYPE, K_UNTIL, K_UNTOUCHED, K_UP, K_UPDATES, K_USE,
    K_WAIT, K_WAITING, K_WATCH, K_WEDNESDAY, K_WEEK, K_WEEKDAY, K_WEEKS, K_WHO, K_WHOLE, K_WITH, K_WITHIN, K_WORK,
    K_WORKBIN, K_WORKING, K_WORKLOAD, K_WRAP, K_YEAR, K_YEARS, K_ZONE
}

DOC_COMMENT : '##' (~[#\r\n] ~[\r\n]*)?;
COMMENT     : '#' ~[\r\n]*;
SPACE       : [ \t\r\n\f\u000B\u00A0\u1680\u2000-\u200B\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF]+;

TEXT          : '"' ('\\' ~[\r\n] | ~["\\\r\n])* '"';
UNCLOSED_TEXT : '"' ('\\' ~[\r\n] | ~["\\\r\n])* '\\'?;
CURLY_TEXT    : [\u201C\u201D\u201E\u00AB\u00BB] ~["\u201C\u201D\u201E\u00AB\u00BB\r\n]* ["\u201C\u201D\u201E\u00AB\u00BB];
SINGLE_TEXT   : ['\u2018\u2019] ~['\u2018\u2019"\r\n]* ['\u2018\u2019];

ZONED_MOMENT : YMD 'T' HM ('.' D+)? ('Z' | [+-] D D ':' D D);
BAD_MOMENT   : YMD 'T' [0-9:.]* ([+-] [0-9:]* | 'Z')?;
DATE         : YMD;
BAD_DATE     : D D D D '-' D D? '-' D D? | D D? ('.' D D? '.' | '/' D D? '/' | '-' D D? '-') D D D D | D D D D '/' D D? '/' D D?;
TIME         : HM;
BAD_TIME     : D+ ':' D D (':' D D)?;
PERCENT      : NUM '%';
NUMBER       : NUM;
BARE_DECIMAL : '.' D+;

DOT_DOT_LESS : '..<';
DOT_DOT      : '..';
ARROW        : '->';
BAR_BAR      : '||';
BAR          : '|';
LESS_EQUAL   : '<=';
GREATER_EQUAL: '>=';
LESS         : '<';
GREATER      : '>';
PLUS         : '+';
MINUS        : '-';
STAR         : '*';
SLASH        : '/';
LPAREN       : '(';
RPAREN       : ')';
LBRACE       : '{';
RBRACE       : '}';
LBRACK       : '[';
RBRACK       : ']';
COMMA        : ',';
COLON        : ':';
DOT          : '.';
EQUALS       : '=';

// What other languages write; each is reported with what to write here.
SLASH_COMMENT : ('//' | '/*') ~[\r\n]*;
FOREIGN       : '==' '='? | '!=' | '<>' | '=<' | '=>' | '&&' | '&' | '!' | ';' | '%' | [\u2264\u2265\u2260\u00D7\u00F7\u2192]
              | [\u2010-\u2015\u2212] | '\u2026';
MONEY_SIGN    : [$\u00A2-\u00A5\u20A0-\u20BF];

WORD  : LETTER (LETTER | MARK | D | '_')*;
STRAY : .;

fragment NUM    : D (D | '_')* ('.' D (D | '_')*)?;
fragment YMD    : D D D D '-' D D '-' D D;
fragment HM     : D D ':' D D (':' D D)?;
fragment D      : [0-9];
fragment LETTER : [\p{L}];
fragment MARK   : [\p{M}];
