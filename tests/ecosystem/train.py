"""Trains a tiny model of random weights for a few steps with TRL's SFTTrainer, and prints the losses as JSON."""
import glob
import json
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
import torch
from datasets import load_dataset
from tokenizers import Tokenizer, models, pre_tokenizers, decoders, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
from trl import SFTConfig, SFTTrainer

folder, cache = sys.argv[1:]
torch.manual_seed(1)
rows = load_dataset("json", data_files=sorted(glob.glob(f"{folder}/*.jsonl")), cache_dir=cache)["train"]

tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
texts = [message["content"] for row in rows for message in row["messages"]]
trainer = trainers.BpeTrainer(
    vocab_size=600, special_tokens=["<pad>", "<s>", "</s>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
)
tokenizer.train_from_iterator(texts, trainer)
fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="<pad>", bos_token="<s>", eos_token="</s>")
fast.chat_template = (
    "{% for message in messages %}{% if message['role'] == 'assistant' %}"
    "{% generation %}{{ message['content'] + '</s>' }}{% endgeneration %}"
    "{% else %}{{ '<s>' + message['content'] + '\\n' }}{% endif %}{% endfor %}"
)

model = LlamaForCausalLM(
    LlamaConfig(
        vocab_size=len(fast), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=4, max_position_embeddings=1024, pad_token_id=0, bos_token_id=1, eos_token_id=2,
    )
)
arguments = SFTConfig(
    output_dir=cache, max_steps=8, per_device_train_batch_size=4, learning_rate=1e-2, logging_steps=1, max_length=256,
    assistant_only_loss=True, report_to=[], use_cpu=True, save_strategy="no", bf16=False, gradient_checkpointing=False,
)
sft = SFTTrainer(model=model, args=arguments, train_dataset=rows, processing_class=fast)
sft.train()
losses = [entry["loss"] for entry in sft.state.log_history if "loss" in entry]
batch = next(iter(sft.get_train_dataloader()))
answer = fast.decode([token for token in batch["labels"][0].tolist() if token >= 0])
print(json.dumps({"losses": losses, "trainedOn": answer}))
