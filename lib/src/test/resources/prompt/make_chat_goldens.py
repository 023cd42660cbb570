"""Records what Python makes of chat templates: chat_templates.json and jinja_snippets.json, beside this file.

Tools: Python 3.11, transformers 4.56.2, jinja2 3.1.6.  Command: python lib/src/test/resources/prompt/make_chat_goldens.py
All templates and texts are made up for these tests.
"""

import datetime
import json
import pathlib
from unittest import mock

import jinja2
import transformers
from tokenizers import Tokenizer, models
from transformers.utils import chat_template_utils

HERE = pathlib.Path(__file__).parent
FIXED = datetime.datetime(2024, 7, 26)

TEMPLATES = {
    "tags, no system text": "{% for m in messages %}{{ '<|' + m['role'] + '|>\\n' + m['content'] + eos_token }}\n{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}\n{% endif %}",
    "stock system text": "{% if messages[0]['role'] != 'system' %}{{ '<s>system\\nBe brief and kind.</s>\\n' }}{% endif %}{% for message in messages %}{{'<s>' + message['role'] + '\n' + message['content'] + '</s>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<s>assistant\n' }}{% endif %}",
    "trims by filter, begins with bos": "{{- bos_token }}\n{%- for message in messages %}\n    {%- set content = '[' + message.role + ']\n\n' + message.content | trim + '[/]' %}\n    {%- if loop.index0 == 0 %}\n        {%- set content = '!' + content %}\n    {%- endif %}\n    {{- content }}\n{%- endfor %}\n{%- if add_generation_prompt %}\n    {{- '[model]\n\n' }}\n{%- endif %}\n",
    "strips by method": "{{ bos_token }}{% for m in messages %}<{{ m.role.upper() }}>{{ m.content.strip() }}</>{% endfor %}{% if add_generation_prompt %}<MODEL>{% endif %}",
    "strips newlines at the left": "{% for m in messages %}{{ m.role.title() + ': ' + m.content.lstrip('\\n') }}\n\n{% endfor %}{{ 'Reply:' }}",
    "strips at the right": "{% for m in messages %}Q: {{ m.content.rstrip() }}\nA:{% endfor %}",
    "refuses a system role and odd turns": "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system role') }}{% endif %}{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate') }}{% endif %}{% if message['role'] == 'assistant' %}{% set role = 'model' %}{% else %}{% set role = message['role'] %}{% endif %}{{ '<turn ' + role + '>\n' + (message['content'] | trim) + '</turn>\n' }}{% endfor %}{% if add_generation_prompt %}{{'<turn model>\n'}}{% endif %}",
    "thinking switched off": "{%- set ns = namespace(last=messages|length - 1, seen=true) %}\n{%- for message in messages[::-1] %}\n    {%- set index = (messages|length - 1) - loop.index0 %}\n    {%- if ns.seen and message.role == \"user\" and not(message.content.startswith('<result>') and message.content.endswith('</result>')) %}\n        {%- set ns.seen = false %}\n        {%- set ns.last = index %}\n    {%- endif %}\n{%- endfor %}\n{%- for message in messages %}\n    {%- if (message.role == \"user\") or (message.role == \"system\" and not loop.first) %}\n        {{- '<m>' + message.role + '\\n' + message.content + '</m>' + '\\n' }}\n    {%- endif %}\n{%- endfor %}\n{{- ns.last }}\n{%- if add_generation_prompt %}\n    {{- '<m>assistant\\n' }}\n    {%- if enable_thinking is defined and enable_thinking is false %}\n        {{- '<t>\\n\\n</t>\\n\\n' }}\n    {%- endif %}\n{%- endif %}",
    "date and tools in the system text": "{{- bos_token }}\n{%- if custom_tools is defined %}\n    {%- set tools = custom_tools %}\n{%- endif %}\n{%- if not date_string is defined %}\n    {%- if strftime_now is defined %}\n        {%- set date_string = strftime_now(\"%d %b %Y\") %}\n    {%- else %}\n        {%- set date_string = \"01 Jan 2000\" %}\n    {%- endif %}\n{%- endif %}\n{%- if not tools is defined %}\n    {%- set tools = none %}\n{%- endif %}\n{%- if messages[0]['role'] == 'system' %}\n    {%- set system_message = messages[0]['content']|trim %}\n    {%- set messages = messages[1:] %}\n{%- else %}\n    {%- set system_message = \"\" %}\n{%- endif %}\n{{- \"[system]\\n\\n\" }}\n{%- if tools is not none %}\n    {{- \"Tools\\n\" }}\n{%- endif %}\n{{- \"Known until: May 2023\\n\" }}\n{{- \"Today: \" + date_string + \"\\n\\n\" }}\n{{- system_message }}\n{{- \"[end]\" }}\n{%- for message in messages %}\n    {%- if not (message.role == 'tool' or 'tool_calls' in message) %}\n        {{- '[' + message['role'] + ']\\n\\n'+ message['content'] | trim + '[end]' }}\n    {%- endif %}\n{%- endfor %}\n{%- if add_generation_prompt %}\n    {{- '[assistant]\\n\\n' }}\n{%- endif %}\n",
    "macro, block set and comment": "{#- a comment -#}\n{% macro turn(role, text='') -%}\n<{{ role }}>{{ text }}</{{ role }}>\n{%- endmacro %}\n{% set head %}Head{{ eos_token }}{% endset %}\n{{ head }}\n{% for m in messages if m.role in ['user', 'system'] %}\n    {% if m.content is string and m is mapping %}\n{{ turn(m.role, text=m.content) }}\n    {% endif %}\n{% endfor %}\n<assistant>\n\n",
    "false for no system text, strips by method": "{% if messages[0]['role'] == 'system' %}{% set turns = messages[1:] %}{% set first = messages[0]['content'] %}{% else %}{% set turns = messages %}{% set first = false %}{% endif %}{% for message in turns %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('turns must alternate') }}{% endif %}{% if loop.index0 == 0 and first != false %}{% set content = '(' + first + ')\\n\\n' + message['content'] %}{% else %}{% set content = message['content'] %}{% endif %}{% if message['role'] == 'user' %}{{ bos_token + '[Q] ' + content.strip() + ' [/Q]' }}{% elif message['role'] == 'assistant' %}{{ ' ' + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}",
    "filters on turns, tools undefined": "{%- if messages[0][\"role\"] == \"system\" %}\n    {%- set first = messages[0][\"content\"] %}\n    {%- set turns = messages[1:] %}\n{%- else %}\n    {%- set turns = messages %}\n{%- endif %}\n{%- if not tools is defined %}\n    {%- set tools = none %}\n{%- endif %}\n{%- set users = turns | selectattr(\"role\", \"equalto\", \"user\") | list %}\n\n{%- for message in turns | rejectattr(\"role\", \"equalto\", \"tool\") | selectattr(\"calls\", \"undefined\") %}\n    {%- if (message[\"role\"] == \"user\") != (loop.index0 % 2 == 0) %}\n        {{- raise_exception(\"turns must alternate\") }}\n    {%- endif %}\n{%- endfor %}\n\n{{- bos_token }}\n{%- for message in turns %}\n    {%- if message[\"role\"] == \"user\" %}\n        {%- if tools is not none and (message == users[-1]) %}\n            {{- \"[TOOLS]\" }}\n        {%- endif %}\n        {%- if loop.last and first is defined %}\n            {{- \"[Q]\" + first + \"\\n\\n\" + message[\"content\"] + \"[/Q]\" }}\n        {%- else %}\n            {{- \"[Q]\" + message[\"content\"] + \"[/Q]\" }}\n        {%- endif %}\n    {%- elif message[\"role\"] == \"assistant\" %}\n        {{- message[\"content\"] + eos_token}}\n    {%- else %}\n        {{- raise_exception(\"no such role\") }}\n    {%- endif %}\n{%- endfor %}\n",
    "counts turns in a namespace": "{%- if messages[0][\"role\"] == \"system\" -%}\n    {%- set turns = messages[1:] -%}\n{%- else -%}\n    {%- set turns = messages -%}\n{%- endif -%}\n{%- set ns = namespace() -%}\n{%- set ns.index = 0 -%}\n{%- for message in turns -%}\n    {%- if not (message.role == \"tool\" or message.calls is defined) -%}\n        {%- if (message.role == \"user\") != (ns.index % 2 == 0) -%}\n            {{ raise_exception(\"turns must alternate\") }}\n        {%- endif -%}\n        {%- set ns.index = ns.index + 1 -%}\n    {%- endif -%}\n{%- endfor -%}\n{{ bos_token }}\n{%- for message in turns -%}\n{{ '[Q] ' + message['content'] + '[/Q]' if message['role'] == 'user' else ' ' + message['content'] | trim + eos_token }}\n{%- endfor -%}",
    "content may be a list": "{{ bos_token }}\n{%- set prefix = \"\" -%}\n{%- for message in messages -%}\n    {%- if (message['role'] == 'assistant') -%}\n        {%- set role = \"model\" -%}\n    {%- else -%}\n        {%- set role = message['role'] -%}\n    {%- endif -%}\n    {{ '<turn ' + role + '>\n' + (prefix if loop.first else \"\") }}\n    {%- if message['content'] is string -%}\n        {{ message['content'] | trim }}\n    {%- elif message['content'] is iterable -%}\n        {%- for item in message['content'] -%}\n            {%- if item['type'] == 'text' -%}\n                {{ item['text'] | trim }}\n            {%- endif -%}\n        {%- endfor -%}\n    {%- else -%}\n        {{ raise_exception(\"content is neither\") }}\n    {%- endif -%}\n    {{ '</turn>\n' }}\n{%- endfor -%}\n{%- if add_generation_prompt -%}\n    {{'<turn model>\n'}}\n{%- endif -%}\n",
    "system text gathered in a namespace": "{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}{% set ns = namespace(first=false, tool=false, system='', alone=true) %}{%- for message in messages %}{%- if message['role'] == 'system' %}{%- if ns.alone %}{% set ns.system = ns.system + message['content'] %}{% set ns.alone = false %}{%- else %}{% set ns.system = ns.system + '\n\n' + message['content'] %}{%- endif %}{%- endif %}{%- endfor %}{{bos_token}}{{ns.system}}{%- for message in messages %}{%- if message['role'] == 'user' %}{%- set ns.tool = false -%}{{'<\uff5cU\uff5c>' + message['content']}}{%- endif %}{%- if message['role'] == 'assistant' and message['content'] is not none %}{%- if ns.tool %}{{'<t>' + message['content']}}{%- else %}{{'<\uff5cA\uff5c>' + message['content'] + eos_token}}{%- endif %}{%- endif %}{%- endfor -%}{% if ns.tool %}{{'<o>'}}{% endif %}{% if add_generation_prompt and not ns.tool %}{{'<\uff5cA\uff5c>'}}{% endif %}",
    "plain words, no markers": "{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}{{ bos_token }}{% for message in messages %}{% if message['role'] == 'user' %}{{ 'User: ' + message['content'] + '\n\n' }}{% elif message['role'] == 'assistant' %}{{ 'Assistant: ' + message['content'] + eos_token }}{% elif message['role'] == 'system' %}{{ message['content'] + '\n\n' }}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}",
    "neighbours of a turn, last newline kept by none": "{%- for message in messages %}\n    {%- if loop.first and messages[0].role != 'system' %}\n        {{- '<m>system\\nBe kind.</m>\\n' }}\n    {%- endif %}\n    {%- if loop.index0 == 0 or (messages[loop.index0 - 1].role != \"tool\") %}\n        {{- '<m>' ~ message.role }}\n    {%- endif %}\n    {{- '\\n' ~ message.content }}\n    {%- if loop.last or (messages[loop.index0 + 1].role != \"tool\") %}\n        {{- '</m>\\n' }}\n    {%- endif %}\n{%- endfor %}\n{{- '<m>assistant\\n' if add_generation_prompt else '' }}\n\n",
}

USERS = {
    "plain": "Where does the river end?",
    "spaces around": " \n\tTwo words\u00a0 \n",
    "newlines around": "\n\nline one\nline two\n",
    "hostile": "{{ 7*7 }} {% raw %} {# no #} </s><|im_end|>",
    "braces with spaces": "  {{ messages }}  ",
    "several scripts": "Wo endet der Fluß? 河在哪里结束？ नदी कहाँ समाप्त होती है? أين ينتهي النهر؟ \U0001f30a",
}

VARIABLES = {
    "messages": [
        {"role": "user", "content": "Hello there"},
        {"role": "assistant", "content": "<think>\nhm\n</think>\n\nHi"},
        {"role": "user", "content": " spaced \n"},
    ],
    "tools": [{"type": "function", "function": {"name": "look", "parameters": {"type": "object", "n": [1, 2.5, None, True]}}}],
    "none_value": None,
    "yes": True,
    "number": 7,
    "half": 0.5,
    "word": "grüße, <b> & 'quotes' \U0001f30a",
    "empty": [],
    "bos_token": "<s>",
}

SNIPPETS = [
    # methods of texts
    "{{ 'abcabc'.startswith('ab') }} {{ 'abc'.endswith(('x', 'c')) }} {{ '  x '.strip() }}| {{ 'xxaxx'.strip('x') }} {{ '\\n\\na\\n'.lstrip('\\n') }}{{ 'a  '.rstrip() }}|",
    "{{ 'a,b,,c'.split(',') }} {{ ' a  b '.split() }} {{ 'a,b,c'.split(',', 1) }} {{ 'a,b,c'.rsplit(',', 1) }} {{ 'a\\nb\\r\\nc\\n'.splitlines() }}",
    "{{ 'Straße'.upper() }} {{ 'ΑΣ'.lower() }} {{ \"they're here\".title() }} {{ 'hELLO wORLD'.capitalize() }} {{ 'aaa'.replace('a', 'b') }} {{ 'aaa'.replace('a', 'b', 2) }}",
    "{{ 'hello'.find('l') }} {{ 'hello'.find('z') }} {{ 'hello'.rfind('l') }} {{ 'hello'.count('l') }} {{ 'hello'.index('e') }} {{ '-'.join(['a', 'b']) }} {{ 'ab'.removeprefix('a') }} {{ 'ab'.removesuffix('b') }}",
    "{{ '12'.isdigit() }} {{ 'a1'.isalpha() }} {{ 'a1'.isalnum() }} {{ ' '.isspace() }} {{ 'AB'.isupper() }} {{ 'Ab'.islower() }}",
    "{{ messages[1].content.split('</think>')[-1].lstrip('\\n') }}|{{ messages[1].content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') }}",
    # subscripts and slices
    "{{ 'abcdef'[::-1] }} {{ 'abcdef'[1:3] }} {{ 'abcdef'[-2:] }} {{ 'abcdef'[:2] }} {{ 'abcdef'[4:1:-2] }} {{ 'abc'[5:] }}| {{ 'a\U0001f30ab'[1:2] }} {{ [1, 2, 3][::-1] }} {{ [1, 2, 3][-1] }}",
    "{% for m in messages[::-1] %}{{ m.role }} {% endfor %}{{ messages[1:]|length }} {{ messages[-1]['role'] }} {{ messages.0.role }}",
    "{{ messages[9] is defined }} {{ messages[0].nothing is defined }} {{ messages[0]['nothing'] }}| {{ missing }}| {{ 'abc'[7] }}|",
    # attributes and entries of maps
    "{{ messages[0].get('role') }} {{ messages[0].get('x', 'dd') }} {{ messages[0].get('x') }} {{ messages[0].keys() | list }} {% for k, v in messages[0].items() %}{{ k }}={{ v }};{% endfor %}{{ messages[0].values() | list }}",
    "{{ tools[0].function.name }} {{ tools[0]['function']['parameters'].type }} {{ 'function' in tools[0] }} {{ 'x' not in tools[0] }}",
    # tojson and how values are printed
    "{{ tools | tojson }}",
    "{{ tools[0] | tojson(indent=4) }}",
    "{{ word | tojson }} {{ [] | tojson }} {{ {} | tojson(indent=2) }} {{ 'a\"\\\\\\n\\x01' | tojson }} {{ {'b': 1, 'a': {'c': [1, 2]}} | tojson(separators=(',', ':')) }} {{ word | tojson(ensure_ascii=True) }}",
    "{{ true }} {{ none }} {{ 1.0 }} {{ 1e20 }} {{ 0.00001 }} {{ 100000.0 }} {{ [1, 'a', none, true, 2.5] }} {{ {'a': 'it\\'s', 'b': \"q\\\"\"} }} {{ 'tab\\t' }} {{ ['tab\\t\\n'] }}",
    # namespaces and scopes
    "{% set ns = namespace(found=false, n=1) %}{% for m in messages %}{% if m.role == 'assistant' %}{% set ns.found = true %}{% endif %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.found }} {{ ns.n }}",
    "{% set x = 1 %}{% for i in [1, 2] %}{{ x }}{% set x = 5 %}{{ x }}{% endfor %}{{ x }}",
    "{% if true %}{% set y = 3 %}{% endif %}{{ y }}",
    "{% set a, b = [1, 2] %}{{ a }}{{ b }}{% with c = a + b, d = 4 %}{{ c }}{{ d }}{% endwith %}{{ c is defined }}",
    # loops
    "{% for i in [1, 2, 3] %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }} {% endfor %}",
    "{% for i in 'abc' %}{{ loop.previtem is defined }}{{ loop.previtem }}{{ loop.nextitem }}{{ loop.cycle('x', 'y') }} {% endfor %}",
    "{% for i in range(6) if i % 2 == 0 %}{{ i }}:{{ loop.index }}/{{ loop.length }} {% else %}none{% endfor %}{% for i in [] %}x{% else %}empty{% endfor %}",
    "{% for i in range(10) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %} {{ range(2, 9, 3) | list }} {{ range(3, 0, -1) | list }}",
    "{% for i in [1, 2] %}{% for j in [3, 4] %}{{ loop.index }}{{ loop.depth }}{{ i * j }} {% endfor %}{{ loop.index }}{% endfor %}",
    "{% for a, b in [[1, 2], [3, 4]] %}{{ a }}-{{ b }};{% endfor %}{% for x in missing %}never{% endfor %}",
    # operators
    "{{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 4 / 2 }} {{ 2 ** 10 }} {{ 1 + 2 * 3 }} {{ (1 + 2) * 3 }} {{ -2 ** 2 }} {{ 'ab' * 3 }} {{ 7.5 // 2 }} {{ 1 == 1.0 }} {{ true == 1 }}",
    "{{ 'a' ~ 1 ~ true ~ none ~ missing }} {{ 'a' + 'b' }} {{ [1] + [2] }} {{ 'x' 'y' }} {{ 1 < 2 < 3 }} {{ 3 > 2 > 2 }} {{ 'a' < 'b' }} {{ 1 != 2 }}",
    "{{ 'a' in 'abc' }} {{ 2 in [1, 2] }} {{ 'z' not in 'abc' }} {{ not 'z' in 'abc' }} {{ not true or true }} {{ '' or 'else' }} {{ 'x' and 'y' }} {{ [] or none }} {{ 'x' in missing }}",
    "{{ 'a' if yes else 'b' }} {{ 'a' if not yes else 'b' }} {{ 'a' if missing }}| {{ 'a' if missing else 'b' if none_value else 'c' }} {{ -3 | abs }} {{ 2 + 3 | string | length }}",
    # tests
    "{{ word is string }} {{ messages[0] is mapping }} {{ messages is iterable }} {{ messages is sequence }} {{ word is iterable }} {{ number is number }} {{ number is integer }} {{ half is float }} {{ yes is boolean }} {{ yes is number }} {{ yes is integer }}",
    "{{ none_value is none }} {{ none_value is not none }} {{ yes is true }} {{ yes is false }} {{ 1 is true }} {{ missing is undefined }} {{ missing is none }} {{ missing is string }} {{ missing is iterable }} {{ tools is defined and tools is not none }}",
    "{{ 4 is even }} {{ 4 is odd }} {{ 9 is divisibleby 3 }} {{ 9 is divisibleby(2) }} {{ 1 is eq 1 }} {{ 'a' is in ['a'] }} {{ 3 is gt 2 }} {{ none is sameas none }} {{ 'AB' is upper }} {{ range is callable }}",
    "{% if messages is not mapping and messages[0].content is not none and messages is not string %}ok{% elif yes %}no{% else %}never{% endif %}",
    # filters
    "{{ '  a b ' | trim }}| {{ 'xax' | trim('x') }} {{ messages | length }} {{ 'a\U0001f30a' | length }} {{ 'aB' | upper }} {{ 'aB' | lower }} {{ 'hello wORLD-x (y)' | title }} {{ 'hELLO' | capitalize }} {{ 'aaa' | replace('a', 'b', 1) }}",
    "{{ missing | default('d') }} {{ none_value | default('d') }} {{ none_value | default('d', true) }} {{ '' | d('x', boolean=true) }} {{ missing | length }} {{ missing | list }}",
    "{{ messages | map(attribute='role') | join(', ') }} {{ messages | selectattr('role', 'equalto', 'user') | list | length }} {{ messages | rejectattr('role', '==', 'user') | map(attribute='content') | first }} {{ [1, 2, 3, 4] | select('odd') | list }} {{ [0, 1] | reject | list }} {{ ['a', 'b'] | map('upper') | list }}",
    "{{ [3, 1, 2] | sort }} {{ ['b', 'A', 'c'] | sort }} {{ [1, 2, 3] | sort(reverse=true) }} {{ messages | sort(attribute='role') | map(attribute='role') | list }} {{ {'b': 1, 'a': 2} | dictsort }} {{ {'b': 1} | items | list }} {{ [1, 1, 2] | unique | list }} {{ [1, 2] | reverse | list }} {{ 'abc' | reverse }}",
    "{{ [1, 2, 3] | first }} {{ [1, 2, 3] | last }} {{ [] | first }}| {{ [1, 2, 3] | sum }} {{ [3, 1] | min }} {{ [3, 1] | max }} {{ [1, 2] | join }} {{ [1, 2] | join('-') }} {{ messages | join('/', attribute='role') }} {{ messages | map(attribute='x', default='q') | list }}",
    "{{ '12' | int }} {{ 'x' | int }} {{ 'x' | int(5) }} {{ 3.9 | int }} {{ '2.5' | float }} {{ 2.5 | round }} {{ 3.14159 | round(2) }} {{ 7 | string + '1' }} {{ 'a' | safe }} {{ '3.7' | int }}",
    "{{ 'a\\nb\\n\\nc' | indent }} {{ 'a\\nb' | indent(2, true) }} {{ 'a\\n\\nb' | indent(width=1, blank=true) }}",
    # turns, as the families' templates go through them
    "{% for m in messages | rejectattr('role', 'equalto', 'tool') | selectattr('calls', 'undefined') %}{{ loop.index0 }}{{ m.role }}{% endfor %}|{{ messages | selectattr('content', 'defined') | list | length }}",
    "{% set users = messages | selectattr('role', 'equalto', 'user') | list %}{% for m in messages %}{{ m == users[-1] }}{{ m != users[0] }}{{ m in users }} {% endfor %}",
    "{% for m in messages %}{{ messages[loop.index0 - 1].role }}-{{ messages[loop.index0 + 1].role if not loop.last else 'end' }};{% endfor %}",
    "{% for key, value in tools[0].function.items() if key != 'return' %}{% if value is string %}{{ '\"' + key + '\": \"' + value + '\"' }}{% else %}{{ '\"' + key + '\": ' + value | tojson }}{% endif %}{% if not loop.last %}{{ ', ' }}{% endif %}{% endfor %}",
    "{% set out = tools[0].function | tojson %}{{ out[:-1] }}{{ out | length }}{{ out[-1] }}",
    "{% set system = false %}{{ system != false }}{{ system == false }}{{ '' != false }}{{ 0 == false }}{{ none == false }}",
    "{% set ns = namespace() %}{% set ns.text = '' %}{% for m in messages %}{% set ns.text = ns.text ~ m.role[0] %}{% endfor %}{{ ns.text }}{{ ns.other is defined }}",
    "{% for m in messages if m.role != 'assistant' %}{{ loop.index }}{{ loop.last }}{{ m.content | trim | length }} {% endfor %}",
    "{% set content = messages[1].content %}{% if '</think>' in content %}{% set content = content.split('</think>')[-1].lstrip('\\n') %}{% endif %}{{ content }}|{{ (messages[1].content.split('<think>') | last).strip() }}",
    "{% if messages[0].calls is defined and messages[0].calls is not none %}x{% elif messages[0].calls %}y{% else %}z{% endif %}{{ messages[0].calls or 'none' }}",
    "{{ ('a' if loop is defined else 'b') ~ (1 if messages | length > 2 else 2) }}{% for m in messages[:1] %}{{ 'a' if loop is defined else 'b' }}{% endfor %}",
    "{{ messages | map(attribute='content') | map('trim') | join('|') }} {{ messages | map(attribute='role') | unique | list }}",
    "{{ date_string if date_string is defined else strftime_now('%d %b %Y') }} {{ strftime_now('%B') | upper }} {{ strftime_now('%d %B %Y at %I:%M %p') }}",
    "{% set messages = messages[1:] %}{{ messages | length }}{% if true %}{% set messages = messages[1:] %}{% endif %}{{ messages | length }}{% for i in [1] %}{% set messages = [] %}{% endfor %}{{ messages | length }}",
    # white space around tags
    "a\n{% if yes %}\nb\n{% endif %}\nc\n",
    "a\n    {% if yes %}\n    b\n    {%- endif %}\nc",
    "a \n {%- if yes -%} \n b \n {%- endif -%} \n c",
    "{{ 'a' }}\n{{ 'b' }} \n {{- 'c' -}} \n d\n\n",
    "  {% set x = 1 %}  \n  {# comment #}\n  x{# c -#}  y {#- d #} z",
    "a  {%+ if yes %} b {% endif +%}\nc",
    "{{ 'a' }}  {% if yes %}b{% endif %}  {% if yes %}\n\nc{% endif %}",
    "{% raw %}{{ no }} {% none %}{% endraw %} x\n  {%- raw -%}  y  {%- endraw -%}  z",
    "line\r\n{% if yes %}\r\nb{% endif %}\rc",
    "\n{% if yes %}{% if yes %} x {% endif %}{% endif %}\n\n",
    # macros, blocks, generation
    "{% macro f(a, b='B') %}<{{ a }}{{ b }}>{% endmacro %}{{ f('x') }}{{ f('x', 'y') }}{{ f(b='z', a='w') }}{{ f() }}",
    "{% macro t(n) %}{% if n > 0 %}{{ n }}{{ t(n - 1) }}{% endif %}{% endmacro %}{{ t(3) }}",
    "{% set s %}a{{ number }}b{% endset %}{{ s }}{{ s | length }}{% set u | upper | replace('A', 'x') %}abc{% endset %}{{ u }}",
    "{% filter upper %}abc{{ 'd' }}{% endfilter %} {% generation %}kept{% endgeneration %}",
    "{{ strftime_now('%d %b %Y') }} {{ strftime_now('%Y-%m-%d') }} {{ strftime_now('%A, %B %-d, %Y %H:%M %j %y %a') }}",
    "{{ dict(a=1, b='x') }} {{ {'a': {'b': {}}}['a'] }} {{ {'k': [1, {'z': 2}]} }} {{ \"a\\u00e9\\x41\\q\" }}",
    "{{ messages | selectattr('role', 'eq', 'none') | list }} {% if messages | selectattr('role', 'eq', 'none') %}generators are true{% endif %}",
    "{{ word }} {{ '<b>' }} {{ bos_token + 'x' }}",
    # errors
    "{{ missing.attribute }}",
    "{{ messages[0].nothing.more }}",
    "{{ missing + 'x' }}",
    "{{ 'x' + missing }}",
    "{{ missing() }}",
    "{{ missing[0] }}",
    "{{ missing < 1 }}",
    "{{ -missing }}",
    "{{ 'a' + 1 }}",
    "{{ 'a' < 1 }}",
    "{{ none.x.y }}",
    "{{ 1 in 5 }}",
    "{{ 1 in 'abc' }}",
    "{{ raise_exception('stop here') }}",
    "{{ 'abc' | nofilter }}",
    "{{ 'abc' is notest }}",
    "{{ 'abc'.nomethod() }}",
    "{% for i in 5 %}{% endfor %}",
    "{% for i in [1] %}x",
    "{% if yes %}x{% endfor %}",
    "{{ 'a' ",
    "{{ }}",
    "{% nosuchtag %}",
    "{{ 1 / 0 }}",
    "{{ messages.append(1) }}",
    "{{ [1].pop() }}",
    "{% set messages.x = 1 %}",
    "{{ number | length }}",
    "{{ missing | tojson }}",
    "{{ 'a'.startswith(1) }}",
    "{{ messages | map(attribute='role') | length }}",
    "{{ f('x') }}",
    "{% set a, b = [1, 2, 3] %}",
    "{% include 'x' %}",
    "{{ ''.__class__.__mro__ }}",
    "{{ range(1000000) | list }}",
    "{{ 'x' * none }}",
    "{{ messages[none_value] }}|",
    "{{ (1, 'a') }} {{ (1,) }} {{ () }} {{ (1) }} {{ 1, 2 }}",
    "{{ messages['x'] }}|{{ none_value['x'] }}|{{ number.x }}|",
]


class FixedDate(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return FIXED


def chat_templates():
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer(models.BPE()), bos_token="<s>", eos_token="</s>"
    )
    cases = []
    for name, template in TEMPLATES.items():
        for user, text in USERS.items():
            rendered = tokenizer.apply_chat_template(
                [{"role": "user", "content": text}],
                chat_template=template,
                tokenize=False,
                add_generation_prompt=True,
                enable_thinking=False,
            )
            cases.append({"name": name + " / " + user, "template": template, "user": text, "expected": rendered})
    return cases


def snippets():
    cases = []
    for snippet in SNIPPETS:
        case = {"template": snippet}
        try:
            case["expected"] = chat_template_utils._compile_jinja_template(snippet).render(**VARIABLES)
        except Exception as error:  # every failure is a result here
            case["error"] = type(error).__name__
        cases.append(case)
    return cases


def write(name, content):
    versions = {"transformers": transformers.__version__, "jinja2": jinja2.__version__}
    text = json.dumps({"made_with": versions, **content}, ensure_ascii=True, indent=1)
    (HERE / name).write_text(text + "\n", encoding="utf-8")


with mock.patch.object(chat_template_utils, "datetime", FixedDate):
    write("chat_templates.json", {"cases": chat_templates()})
    write("jinja_snippets.json", {"variables": VARIABLES, "cases": snippets()})
