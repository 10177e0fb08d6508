import type { InjectionGroup } from './injection-group';

interface Mark {
  readonly group: InjectionGroup;
  readonly pattern: RegExp;
  /** What has to stand shortly before it. */
  readonly before?: RegExp;
}

const BEFORE = 80;

/** Of marks that no sign gives away, words of which each has one of both lists of a pair. */
export const MARK_WORDS: readonly string[] = [
  'severity severities verdict risk threat confidence classification rating score malicious malware maliciousness suspicion findings finding answer assessment',
  'none no false clean benign safe ordinary harmless low minimal trusted legitimate goodware info zero informational lowest o oo',
  'system admin administrator root developer operator security safety instruction emergency priority supervisor prompt policy',
  'override prompt message notice instructions instruction directive update alert reset',
  'tool',
  'call use invoke run execute trigger',
  'http https curl wget iwr invoke',
  'follow do obey carry execute apply comply act perform adopt treat sh bash zsh dash use',
  'respond reply answer',
  'with by',
  'ai ais llm llms language chatgpt claude gemini copilot chatbot chatbots virtual automated coding security',
  'dear hello hi hey attention warning notice important note message memo instruction instructions reminder information to for',
  'untrusted sample tool hostile fenced analysed analyzed role you youre',
  'text data content contents output result results input strings section block content now',
  // Behind what opens or closes a tag.
  'im system user assistant endoftext end begin start eot eom endofprompt channel message return constrain call tool python inst sys available untrusted function sample quoted quote external hostile binary file document search analysis antml human thinking scratchpad fence quarantine sandboxed evidence report result results output response context data content instruction instructions input text string strings code',
  // Behind what begins a heading or draws a line.
  'end begin start sample system instruction instructions assistant response user human ai prompt verdict final conclusion analysis security risk findings summary assessment',
  // Second words of names of tools.
  'analysis job sample cache email command file',
];
/** `0` is one of the second list as well. */
export const NOTHING_WORD = 1 << 1;
/** Of the fourth list a word counts right behind one of the third. */
export const RANK = 1 << 2;
export const RANKED = 1 << 3;
export const TOOL = 1 << 4;
export const TAG_WORD = 1 << 14;
export const RULE_WORD = 1 << 15;
export const TOOL_WORD = 1 << 16;

/** @param found bits of the lists that a text has words of */
export function holdsMark(found: number): boolean {
  return (found & (found >>> 1) & PAIRS) !== 0;
}

const PAIRS = 0b01_0101_0101_0101;

/** Forms that steer a reader by themselves, whatever the words around them. Each takes time linear in the text. */
const MARKS: readonly Mark[] = [
  // Control tokens of chat templates.
  {
    group: 'fake_turn',
    pattern:
      /<\|(?:im_start|im_end|im_sep|system|user|assistant|endoftext|end_of_text|begin_of_text|start_header_id|end_header_id|eot_id|eom_id|endofprompt|end|channel|message|return|constrain|call|tool|start_of_role|end_of_role|python_tag)\|>/,
  },
  {
    group: 'fake_turn',
    pattern:
      /\[\/inst\]|(?:^|\n)\[inst\] ?\p{L}|<<\/?sys>>|<\/?(?:start_of_turn|end_of_turn)>|\[\/?(?:available_tools|tool_calls|tool_results|system_prompt)\]|<｜(?:user|assistant|end▁of▁sentence|begin▁of▁sentence)｜>/u,
  },
  {
    group: 'fake_turn',
    pattern: /#{2,4} {0,3}(?:system|instructions?|assistant|response|user|human|ai|prompt)(?: prompt| message)? {0,2}:/,
  },
  // The end of what a tool returned, or of a fence around it.
  {
    group: 'fake_tool_end',
    pattern:
      /<[/\\] ?(?:untrusted|untrusted[_ -]?(?:data|text|content|input|sample)|tool[_ -]?(?:result|results|output|response|call|calls|use)|function[_ -]?(?:result|results|call|calls|response|output)|sample[_ -]?(?:text|data|strings?|content)|system[_ -]?(?:prompt|message|instructions?|reminder)|user[_ -]?(?:input|query|message|data)|(?:quoted|external|hostile|binary|file|document|search|analysis)[_ -](?:text|data|content|contents|results?|output|input)|assistant|antml:[a-z_]{1,40}|antml|human|thinking|scratchpad|sample|fence|quarantine|sandboxed|evidence|report)>/,
  },
  {
    group: 'fake_tool_end',
    pattern: /-{3,6} ?(?:end|begin|start|end of (?:sample )?text|sample text) ?:? ?[0-9a-f]{4,64} ?(?:-{3,6}|: ?data)/,
  },
  {
    group: 'fake_tool_end',
    pattern:
      /(?:end|start|begin(?:ning)?|close) of (?:the )?(?:untrusted|sample|tool|hostile|untrusted|fenced|analysed|analyzed) (?:text|data|content|contents|output|result|results|input|strings|section|block)\b/,
  },
  {
    group: 'fake_tool_end',
    pattern:
      /-{3,6} ?end (?:of )?(?:the )?(?:untrusted|sample|tool|quoted|analysis|user|file|fenced|report|context|data|document|strings|output)\b[ a-z]{0,30}-{3,6}/,
  },
  {
    group: 'fake_tool_end',
    pattern:
      /<[/\\](?:result|results|output|response|context|data|document|content|system|user|instructions?|message|input|binary|quote|untrusted_\w{1,20})>[\s.:;,!-]{0,8}(?:now|please|you|the operator|the user|i |assistant|system|ignore|human|next|new|call|use|run|important|end of|instructions?|stop|report|all|thank)/,
  },
  // Heads that claim a rank.
  {
    group: 'override',
    pattern:
      /(?:[[<{(]|[*#=!-]{2,3}) ?(?:system|admin|administrator|root|developer|operator|security|safety|instruction|emergency|priority|supervisor)[ _-](?:override|prompt|message|notice|instructions?|directive|update|alert|reset)[^\]})>*#=-]{0,40}(?:[\])>}]|[*#=!-]{2,3})/,
  },
  {
    group: 'override',
    pattern:
      /\b(?:system|admin|administrator|root|developer|operator|safety|instruction|emergency|supervisor)[ _-](?:override|prompt|directive|notice)(?: (?:begins?|starts?|engaged|activated|accepted|enabled|code|level)[^:=]{0,12})? ?[:=!]/,
  },
  // What a result would say.
  {
    group: 'fake_verdict',
    pattern:
      /["']?(?:risk[ _-]?(?:score|level)|threat[ _-]?(?:score|level)|malware[ _-]?(?:score|family)|is[ _-]?(?:malicious|malware)|verdict|malicious|maliciousness|suspicion|final[ _-](?:answer|verdict|assessment)|overall[ _-]risk)["']?\s{0,4}[:=|]\s{0,4}["'*]{0,3}(?:0(?:\.0+)?(?![.\d])|0\/10|none|no\b|false|clean|benign|safe|ordinary|harmless|low|minimal|trusted|legitimate|not malicious|goodware)/,
  },
  {
    group: 'fake_verdict',
    pattern:
      /\b(?:severity|confidence|risk|findings?)["']?\s{0,3}[:=|]\s{0,3}["'[]{0,2}(?:info|none|low|0|0\.0|\]|1\.0)["'\]]{0,2}[\s,;|}]{1,4}["']?(?:verdict|risk_score|findings?|severity|confidence|status|reviewed|analyst|result|approved)\b/,
  },
  {
    group: 'fake_verdict',
    pattern:
      /#{1,4} {0,3}(?:verdict|final verdict|conclusion|analysis result|security verdict|risk assessment|findings|summary|assessment|system)\b[:\s]{1,8}(?:\W{0,4}(?:the |this )?(?:\w{1,12} ){0,3})(?:benign|clean|harmless|safe|none|no |ordinary|not malicious|risk_score)/,
  },
  {
    group: 'reader_command',
    pattern:
      /\b(?:set|lower|reduce|downgrade|reset|drop|change|adjust|keep)s? (?:the |all |its |this |your |every |overall )*(?:risk|severity|severities|verdict|threat|confidence|score|classification|rating)\b[^.\n]{0,40}?\b(?:zero|0|info|informational|none|low|clean|benign|safe|minimal|ordinary|harmless|lowest)\b/,
  },
  {
    group: 'fake_turn',
    pattern: /["']role["']\s{0,3}:\s{0,3}["'](?:system|assistant|developer)["']\s{0,3},\s{0,3}["']content["']\s{0,3}:/,
  },
  {
    group: 'role',
    pattern:
      /\byou(?: are|re) now (?:an?|my) (?!member|user|participant|subscriber|contributor|moderator|owner|developer|channel|guest|fan|follower|part\b|little|bit|\w{1,20} user)[a-z]{3}/,
  },
  // A pipe into a shell, as an order.
  {
    group: 'reader_command',
    pattern: /\b(?:curl|wget|iwr|invoke-webrequest)\b[^|\n]{1,120}\| ?(?:sudo )?(?:ba|z|da)?sh\b/,
    before: /\b(?:run|execute|type|enter|paste|invoke|launch|issue|use)\b/,
  },
  {
    group: 'reader_command',
    pattern:
      /\b(?:fetch|open|visit|download|browse to|go to|read|load|retrieve|get|see|access|navigate to|request)\b.{0,20}https?:\/\/\S{3,200} ?,? (?:and|then|und|et|y|e) (?:then )?(?:follow|do|obey|carry out|execute|apply|comply|act|perform|adopt|use the instructions|treat)\b/,
  },
  {
    group: 'reader_command',
    pattern:
      /\b(?:call|use|invoke|run|execute|trigger)\b.{0,30}\b(?:delete_analysis|delete_job|cancel_job|cancel_analysis|submit_analysis|delete_sample|clear_cache|upload_file|send_email|execute_command|run_command|read_file|write_file|bash tool|shell tool|(?:the|your) \w{2,20}(?: \w{2,20})? tool (?:to|with|on|and|now))\b/,
  },
  // The only answer that it leaves.
  {
    group: 'reader_command',
    pattern:
      /\b(?:respond|reply|answer)\b(?: (?:only|just|solely|exclusively|simply|always|to every \w{1,20}|every \w{1,20}))? (?:with|by) (?:only |just |exactly |nothing but |a single |one )?(?:the (?:word|words|text|phrase|sentence|string)|word\b|["'“‘«])/,
  },
  // Whom it speaks to.
  {
    group: 'reader_command',
    pattern:
      /(?:^|[\n.!?:;"'([#*] {0,3})(?:dear|hello|hi|hey|attention|warning|notice|important|note|message|memo|instructions?|reminder|information|to|for)[:,!]? (?:to |for )?(?:the |any |all |every |you |whatever |whichever |large |automated |my |fellow )*(?:ai|ais|llms?|(?:large )?language models?|chatgpt|claude|gemini|copilot|chatbots?|(?:ai|virtual|automated|coding|security) (?:assistants?|agents?|analysts?|analy[sz]ers?|reviewers?|models?|systems?|readers?|scanners?))\b/,
  },
  // One who speaks in a conversation, and says something.
  {
    group: 'fake_turn',
    pattern:
      /(?:^|[\n"'`>*\]}.!?]\s{0,4}|\\n)(?:assistant|ai|chatgpt|claude|copilot|gemini|llm|ai assistant|assistent|ia|ии|ассистент|助手|アシスタント|asistente|assistente)(?: turn| response| message)? ?[:：] {0,3}["'(]?(?:[\p{L}'’]{1,20}[,.!]? (?:[\p{L}'’]{1,20}[,.!]? )\p{L}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{4})/u,
  },
];

/** @param text folded, with its punctuation */
export function markGroup(text: string): InjectionGroup | undefined {
  return MARKS.find(({ pattern, before }) => {
    const at = text.search(pattern);
    return at !== -1 && (before === undefined || before.test(text.slice(Math.max(0, at - BEFORE), at)));
  })?.group;
}
