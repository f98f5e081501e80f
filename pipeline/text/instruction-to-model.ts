/** Traces of a chat template: no article writes these to people. */
const templateTokens =
  /<\|(?:im_start|im_end|system|user|assistant|endoftext|start_header_id|end_header_id|eot_id|begin_of_text)\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system_prompt|system-prompt|system_message)>|^\s{0,4}(?:###\s{0,4})?(?:System|SYSTEM)(?:\s(?:prompt|message|instructions?))?\s{0,4}[:：]\s{0,4}(?:you are|you must|ignore|disregard|from now on|你是|你必须|忽略|无视)/im;

const begin = String.raw`(?:^|[.!?。！？:：;；\n>"“(（\]*]|,|，|\b(?:please|now|you must|you should|and|then|instead|important|attention|note)|请你?|现在|你必须|你应该|立即|务必)\s{0,4}[-"'“‘*[(]{0,4}\s{0,4}`;
const earlier = String.raw`(?:all |any |every |the |your |of |these |those |my |and ){0,4}(?:previous|prior|above|preceding|earlier|existing|original|initial|foregoing|system|safety)(?: and \w+)?\s(?:instructions?|prompts?|directions?|commands?|rules|guidelines|messages?|context|text|content|training|constraints)`;
const english = [
  new RegExp(
    String.raw`${begin}(?:ignore|disregard|forget|override|bypass|discard|do not follow|stop following)\s${earlier}`,
    'im',
  ),
  new RegExp(
    String.raw`${begin}(?:ignore|disregard|forget) (?:everything|all|anything) (?:above|before|you (?:were|have been|know)|that (?:was|came)|said)`,
    'im',
  ),
  /\b(?:if|as|since|because) you(?: are|['’]re)? (?:an? |the )?(?:AI|LLM|large language model|language model|chatbot|assistant|artificial intelligence)\b[^.!?\n]{0,80}\b(?:must|should|please|output|respond|reply|answer|write|ignore|do not|don['’]t|include|return|say|print)\b/i,
  /(?:^|[.!?\n:]\s{0,4})(?:as an? (?:AI|LLM|large language model|language model|AI assistant)),? you (?:must|should|are required|will|have to|need to)\b/im,
  /\b(?:attention|note|notice|message|instructions?|important)\s(?:to|for) (?:all |any |the )?(?:AI|LLMs?|language models?|AI (?:assistants?|models?|systems?|agents?|crawlers?)|chatbots?|GPT|ChatGPT|Claude)\b\s{0,4}[:：,!-]/i,
  /(?:^|[.!?\n:]\s{0,4})(?:you are now|from now on,? you(?: are| will| must)?|act as|pretend to be|you will now act as)\s(?:an? |the )?(?:DAN\b|unrestricted|jailbroken|uncensored|developer mode|different (?:AI|assistant)|AI|assistant|chatbot|language model)/im,
  /\b(?:reveal|print|output|repeat|show|disclose|leak) (?:me )?(?:your|the) (?:system prompt|hidden instructions|initial instructions|system message|developer message)\b(?=\s{0,4}(?:[.!:]|$|now|verbatim|in full|and then|word for word))/i,
  new RegExp(
    String.raw`${begin}(?:respond|reply|answer|output) (?:only )?(?:with|the (?:word|text|phrase|string|following))[^.\n]{0,60}\b(?:nothing else|only|regardless of|no matter what|instead of (?:the )?(?:summary|answer|summari[sz]ing))`,
    'im',
  ),
  /(?:^|[.!?\n:]\s{0,4})(?:do not|don['’]t) (?:summari[sz]e|extract|analy[sz]e|translate|classify) (?:this|the) (?:article|page|text|document|content)\b/im,
  /\b(?:when|if|while) (?:you (?:are )?)?(?:summari[sz]e|summari[sz]ing|process|processing|extract|extracting|analy[sz]ing) (?:this|the) (?:article|page|text|document|content),? (?:you must|always|please|include|say|state|output|write|do not|also)\b/i,
];
const chinese = [
  /(?:^|[。！？!?:：;；，,\n“"'‘（(\]]|请你?|现在|必须|立即|务必|并)\s{0,4}[“"'‘]?(?:忽略|无视|忘记|忘掉|不要理会|不要遵守|停止遵循|抛弃|覆盖)(?:掉|你)?(?:之前|以上|上述|上面|先前|此前|前面|所有|一切|全部|你的|原有|系统)(?:的)?(?:所有|全部|一切|任何|系统)?(?:的)?(?:指令|指示|提示词?|命令|规则|要求|设定|内容|限制|对话)/,
  /(?:如果|作为|假如|若|既然)你(?:是|作为)?(?:一个|一名|一款)?(?:AI|人工智能|大?语言模型|大模型|LLM|聊天机器人|智能助手|AI助手|模型)[^。！？\n]{0,40}(?:必须|应该|请|需要|输出|回答|回复|返回|写出|忽略|不要)/i,
  /作为(?:一个|一名|一款)?(?:AI|人工智能|大?语言模型|大模型|LLM|AI助手)[，,]?\s{0,4}你(?:必须|应该|需要|只能|要|不得)/i,
  /(?:^|[。！？!?:：\n]\s{0,4})(?:从现在开始|从现在起|现在)[，,]?\s{0,4}你(?:是|将|要|必须|扮演|的身份|就是)/m,
  /(?:^|[。！？!?:：\n，,]\s{0,4})(?:请)?(?:输出|打印|泄露|重复|显示|告诉我|说出)(?:你的|您的)(?:系统提示词?|系统指令|初始指令|隐藏指令|提示词)/m,
  /(?:致|给|请|各位|提醒)(?:所有|任何|各位)?的?(?:AI|人工智能|大?语言模型|大模型|LLM|AI助手|爬虫模型)(?:模型|系统|助手)?\s{0,4}[:：，,]\s{0,4}(?:请|你|忽略|必须|不要|输出)/i,
  /(?:^|[。！？!?:：\n，,]\s{0,4})(?:请)?(?:不要|禁止|拒绝)(?:总结|摘要|分析|提取|翻译)(?:本文|这篇文章|该文章|此文|本页面|本页|这段文字)/m,
  /(?:系统提示|系统指令|系统消息|system prompt)\s{0,4}[:：]\s{0,4}(?:你是|你现在|你必须|请|忽略|无视)/i,
];
const reported =
  /\b(?:such as|like|for example|e\.g\.|prompts? (?:such as|like)|phrases? (?:such as|like)|attackers? (?:can|could|may|might|would|used?|hid|told|ask|asked|wrote|embed|embedded|insert|inserted|type|typed|craft|crafted)|users? (?:can|could|typed?|asked|wrote|who)|researchers? (?:showed|demonstrated|found|told|asked|used|wrote)|telling (?:it|the model|the (?:AI|chatbot|assistant|LLM)) to|instruct(?:s|ed|ing) (?:it|the model|the (?:AI|chatbot|assistant|LLM)) to|tricked|tricks|prompt[- ]injection|jailbreak(?:s|ing)?)\b|例如|比如|诸如|例子|攻击者(?:可以|可|会|能|利用|通过|在|曾|输入|要求)|研究(?:人员|员|者)|提示词?注入|提示注入|越狱|诱导模型|诱使|类似/i;

/**
 * Whether a block speaks to a language model rather than to people. A sentence that reports such an instruction
 * ("attackers write …", "提示注入 …") does not count unless a chat template's own tokens stand in it.
 */
export function addressesModel(text: string): boolean {
  if (templateTokens.test(text) && !reported.test(text)) return true;
  for (const pattern of [...english, ...chinese]) {
    const match = pattern.exec(text);
    if (match && !reported.test(clauseAround(text, match.index, match.index + match[0].length))) return true;
  }
  return false;
}

/** The line or sentence round a match, with the sentence before it, where a report says whose words follow. */
function clauseAround(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - 240), start + 1);
  const after = text.slice(end, end + 120);
  const sentences = before.split(/(?<=[.!?。！？])\s{0,4}|\n+/);
  return `${sentences.slice(-2).join(' ')}${text.slice(start + 1, end)}${after.split(/[.!?。！？\n]/)[0]}`;
}
