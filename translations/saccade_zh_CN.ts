<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ColourBar</name>
    <message>
        <source>max</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>已遮蔽</translation>
    </message>
</context>
<context>
    <name>ColourMap</name>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Magma</source>
        <translation>Magma</translation>
    </message>
    <message>
        <source>Greys</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>Saccade</source>
        <translation>Saccade</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>双色</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>emulated on the CPU</source>
        <translation>在 CPU 上模拟</translation>
    </message>
    <message>
        <source>it could not be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>no GPU was found</source>
        <translation>未找到 GPU</translation>
    </message>
    <message>
        <source>auto, cpu, gpu or gpu:N (`saccade devices`)</source>
        <translation>auto、cpu、gpu 或 gpu:N（`saccade devices`）</translation>
    </message>
    <message>
        <source>Running on the CPU (%1).</source>
        <translation>在 CPU 上运行（%1）。</translation>
    </message>
    <message>
        <source>The text; -: read from standard input</source>
        <translation>文本；-：从标准输入读取</translation>
    </message>
    <message>
        <source>The text of a file; -: standard input</source>
        <translation>文件中的文本；-：标准输入</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>基准测试</translation>
    </message>
    <message>
        <source>Measure tokens per second on each device</source>
        <translation>测量每个设备每秒处理的词元数</translation>
    </message>
    <message>
        <source>prompt, decode, prompt-capture, decode-capture (default: all)</source>
        <translation>prompt、decode、prompt-capture、decode-capture（默认：全部）</translation>
    </message>
    <message>
        <source>Only this one (default: each)</source>
        <translation>仅此一个（默认：每个）</translation>
    </message>
    <message>
        <source>Length of the prompt (default 128)</source>
        <translation>提示词长度（默认 128）</translation>
    </message>
    <message>
        <source>Tokens after it (default 64)</source>
        <translation>其后的词元数（默认 64）</translation>
    </message>
    <message>
        <source>The median counts (default 5)</source>
        <translation>取中位数（默认 5）</translation>
    </message>
    <message>
        <source>Show this help</source>
        <translation>显示此帮助</translation>
    </message>
    <message>
        <source>Commands (saccade COMMAND --help):</source>
        <translation>命令（saccade 命令 --help）：</translation>
    </message>
    <message>
        <source>Shows where a model looks. Without a command: opens the window.</source>
        <translation>显示模型在看哪里。不带命令时打开窗口。</translation>
    </message>
    <message>
        <source>Show the version</source>
        <translation>显示版本</translation>
    </message>
    <message>
        <source>Print one JSON document and nothing else</source>
        <translation>只输出一个 JSON 文档</translation>
    </message>
    <message>
        <source>cannot be used: </source>
        <translation>无法使用：</translation>
    </message>
    <message>
        <source>List the devices that models can run on</source>
        <translation>列出可运行模型的设备</translation>
    </message>
    <message>
        <source>Layer %1, head %2 (maximum)</source>
        <translation>第 %1 层，头 %2（最大）</translation>
    </message>
    <message>
        <source>Layer %1, head %2 (mean)</source>
        <translation>第 %1 层，头 %2（平均）</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>第 %1 层，头 %2</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>What to draw: </source>
        <translation>绘制内容：</translation>
    </message>
    <message>
        <source>Draw a figure of a trace for a paper, or write its numbers</source>
        <translation>将运行记录绘成论文用图，或写出其数值</translation>
    </message>
    <message>
        <source>What `saccade run --trace` saved</source>
        <translation>`saccade run --trace` 所保存的文件</translation>
    </message>
    <message>
        <source>Run again what made this figure, trace or recipe (.json)</source>
        <translation>重新运行生成此图、运行记录或配方 (.json) 的过程</translation>
    </message>
    <message>
        <source>.svg, .pdf or .png; .npy, .csv or .json for the numbers</source>
        <translation>.svg、.pdf 或 .png；数值用 .npy、.csv 或 .json</translation>
    </message>
    <message>
        <source>Counted from 0 (default 0)</source>
        <translation>从 0 开始计数（默认 0）</translation>
    </message>
    <message>
        <source>The mean over heads, layers or everything</source>
        <translation>对头、层或全部取平均</translation>
    </message>
    <message>
        <source>The maximum over heads, layers or everything</source>
        <translation>对头、层或全部取最大</translation>
    </message>
    <message>
        <source>Only these positions, B not included</source>
        <translation>仅这些位置，不含 B</translation>
    </message>
    <message>
        <source>Width on paper (default 85, one column)</source>
        <translation>纸上宽度（默认 85，单栏）</translation>
    </message>
    <message>
        <source>light or dark (default light)</source>
        <translation>light 或 dark（默认 light）</translation>
    </message>
    <message>
        <source>Of the colours: linear, log or row</source>
        <translation>颜色标度：linear、log 或 row</translation>
    </message>
    <message>
        <source>Of cells smaller than a dot: mean or maximum</source>
        <translation>小于一个点的单元格：mean 或 maximum</translation>
    </message>
    <message>
        <source>Dots an inch of PNG (default 300)</source>
        <translation>PNG 每英寸点数（默认 300）</translation>
    </message>
    <message>
        <source>Leave the title to the caption</source>
        <translation>标题留给图注</translation>
    </message>
    <message>
        <source>%1, sharing %2 of keys and values</source>
        <translation>%1，共用 %2 个键和值</translation>
    </message>
    <message>
        <source>none (give --tokens)</source>
        <translation>无（请给出 --tokens）</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>Width of a head</source>
        <translation>头宽度</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>对话模板</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Say what a checkpoint or a trace holds</source>
        <translation>说明检查点或运行记录的内容</translation>
    </message>
    <message>
        <source>--capture has no effect without --trace FILE.</source>
        <translation>没有 --trace 文件时 --capture 不起作用。</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Save what happened (.safetensors)</source>
        <translation>保存过程 (.safetensors)</translation>
    </message>
    <message>
        <source> (default %2)</source>
        <translation>（默认 %2）</translation>
    </message>
    <message>
        <source> (%1; default %2)</source>
        <translation>（%1；默认 %2）</translation>
    </message>
    <message>
        <source>Settings of the decoder “%1”</source>
        <translation>解码器“%1”的设置</translation>
    </message>
    <message>
        <source>The prompt as token ids, 1,2,3</source>
        <translation>以词元编号给出的提示词，1,2,3</translation>
    </message>
    <message>
        <source>How tokens are chosen: </source>
        <translation>如何选择词元：</translation>
    </message>
    <message>
        <source>A setting of the decoder; may be repeated</source>
        <translation>解码器的一项设置；可重复</translation>
    </message>
    <message>
        <source>Of the random numbers (default 0)</source>
        <translation>随机数种子（默认 0）</translation>
    </message>
    <message>
        <source>NAME=X, NAME*=X or NAME+=X, as in &apos;blocks.3.attention.heads[5]=0&apos;; may be repeated</source>
        <translation>NAME=X、NAME*=X 或 NAME+=X，例如 &apos;blocks.3.attention.heads[5]=0&apos;；可重复</translation>
    </message>
    <message>
        <source>What the trace holds, separated by commas: </source>
        <translation>运行记录包含的内容，用逗号分隔：</translation>
    </message>
    <message>
        <source> or value names, as in blocks.3.mlp.hidden (default pattern,residual,logits)</source>
        <translation> 或值的名称，例如 blocks.3.mlp.hidden（默认 pattern,residual,logits）</translation>
    </message>
    <message>
        <source>Show the tokens of a text, one a line: id and text</source>
        <translation>显示文本的词元，每行一个：编号和文本</translation>
    </message>
    <message>
        <source>Without the special tokens that the model expects</source>
        <translation>不加模型所需的特殊词元</translation>
    </message>
    <message>
        <source>One JSON document: ids, tokens as the vocabulary has them, text</source>
        <translation>一个 JSON 文档：编号、词表中的词元、文本</translation>
    </message>
    <message>
        <source>Trace of</source>
        <translation>运行记录来自</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>%1 of the prompt, %2 predicted</source>
        <translation>提示词 %1 个，预测 %2 个</translation>
    </message>
    <message>
        <source>Which attention: encoder, cross_attention, vision … (default: the first captured)</source>
        <translation>哪种注意力：encoder、cross_attention、vision…（默认：记录的第一种）</translation>
    </message>
    <message>
        <source>List every tensor of a model</source>
        <translation>列出模型的每个张量</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>pairs of texts</source>
        <translation>成对的文本</translation>
    </message>
    <message>
        <source>images</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>the next token</source>
        <translation>下一个词元</translation>
    </message>
    <message>
        <source>the tokens that are masked</source>
        <translation>被遮盖的词元</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>one of %1 classes</source>
        <translation>%1 个类别之一</translation>
    </message>
    <message>
        <source>an embedding</source>
        <translation>嵌入向量</translation>
    </message>
    <message>
        <source>how well an image and a text fit</source>
        <translation>图片与文本的匹配程度</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>无限制</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>给出</translation>
    </message>
    <message>
        <source>Attention “%1”</source>
        <translation>注意力“%1”</translation>
    </message>
    <message>
        <source>yes (--json shows it)</source>
        <translation>有（--json 会显示）</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>state space</source>
        <translation>状态空间</translation>
    </message>
    <message>
        <source>MLP</source>
        <translation>MLP</translation>
    </message>
    <message>
        <source>experts</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>norms</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>head</source>
        <translation>输出头</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>%1 (%2 for a token)</source>
        <translation>%1（每个词元 %2）</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>%1 (%2 of matrices, %3 of attention)</source>
        <translation>%1（矩阵 %2，注意力 %3）</translation>
    </message>
    <message>
        <source>FLOPs of an input of %1 positions</source>
        <translation>%1 个位置的输入所需 FLOPs</translation>
    </message>
    <message>
        <source>FLOPs per token at full context</source>
        <translation>上下文满时每词元 FLOPs</translation>
    </message>
    <message>
        <source>Cache per token</source>
        <translation>每词元缓存</translation>
    </message>
    <message>
        <source>Cache at full context</source>
        <translation>上下文满时的缓存</translation>
    </message>
    <message>
        <source>Cache per position of the encoder</source>
        <translation>编码器每位置缓存</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>元素</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Token %1 (%2)</source>
        <translation>词元 %1（%2）</translation>
    </message>
    <message>
        <source>Embedding of %1 numbers, length %2: %3 … (--json shows all)</source>
        <translation>%1 个数的嵌入向量，长度 %2：%3…（--json 显示全部）</translation>
    </message>
    <message>
        <source>Nothing is masked: write %1 into the text to see what the model expects there.</source>
        <translation>没有遮盖任何内容：在文本中写入 %1，即可看到模型在那里的预期。</translation>
    </message>
    <message>
        <source>Similarity %1</source>
        <translation>相似度 %1</translation>
    </message>
    <message>
        <source>Run a model on a text, an image or a sound</source>
        <translation>在文本、图片或声音上运行模型</translation>
    </message>
    <message>
        <source>What models of other kinds read</source>
        <translation>其他类型模型的输入</translation>
    </message>
    <message>
        <source>A second text, for models that compare two</source>
        <translation>第二段文本，用于比较两段文本的模型</translation>
    </message>
    <message>
        <source>To which text each of --tokens belongs, 0,0,1,1</source>
        <translation>--tokens 中每个词元属于哪段文本，如 0,0,1,1</translation>
    </message>
    <message>
        <source>A picture, or its pixels as numbers (.safetensors, .npy)</source>
        <translation>图片，或其像素数值（.safetensors、.npy）</translation>
    </message>
    <message>
        <source>A sound, or its log-mel features as numbers</source>
        <translation>声音，或其 log-mel 特征数值</translation>
    </message>
    <message>
        <source>What the output of an encoder–decoder begins with</source>
        <translation>编码器–解码器输出的开头</translation>
    </message>
    <message>
        <source>The same as token ids, its start token included</source>
        <translation>同上，以词元编号给出，包括起始词元</translation>
    </message>
    <message>
        <source>Tokens to predict at most; 0: the prompt alone (default 64, or as many as fit; models that do not write: 0)</source>
        <translation>最多预测的词元数；0：只读提示词（默认 64，或容得下的数量；不续写的模型：0）</translation>
    </message>
    <message>
        <source>The text as a user&apos;s message, by the model&apos;s chat template</source>
        <translation>按模型的对话模板把文本作为用户消息</translation>
    </message>
    <message>
        <source>Positions “%1”</source>
        <translation>位置“%1”</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Of “patches”: whose row lies on the picture (default: the class token)</source>
        <translation>用于“patches”：把哪个查询的行覆盖在图片上（默认：类别词元）</translation>
    </message>
    <message>
        <source>Of the attention over the picture, 0 to 1</source>
        <translation>注意力覆盖图片的不透明度，0 到 1</translation>
    </message>
    <message>
        <source>Blend from patch to patch</source>
        <translation>在图块之间平滑过渡</translation>
    </message>
    <message>
        <source>Tokens to predict before the run is analysed (default 0)</source>
        <translation>分析运行之前要预测的词元数（默认 0）</translation>
    </message>
    <message>
        <source>Analyse a run: rollout, flow, heads and more</source>
        <translation>分析一次运行：rollout、注意力流、头等</translation>
    </message>
    <message>
        <source>Which analysis, as in rollout or rollout:no-residual</source>
        <translation>哪种分析，如 rollout 或 rollout:no-residual</translation>
    </message>
    <message>
        <source>Name the analyses and variants</source>
        <translation>列出分析方法及其变体</translation>
    </message>
    <message>
        <source>A setting of the analysis; may be repeated</source>
        <translation>分析的一项设置；可重复</translation>
    </message>
    <message>
        <source>.json, .csv or .npy; without it the result is printed</source>
        <translation>.json、.csv 或 .npy；省略则直接打印结果</translation>
    </message>
    <message>
        <source>A folder, or a .gguf, .safetensors, .bin, .pt, .pth or .ckpt file; demo: the built-in model</source>
        <translation>文件夹，或 .gguf、.safetensors、.bin、.pt、.pth、.ckpt 文件；demo：内置模型</translation>
    </message>
    <message>
        <source>List the architectures of all models that Saccade knows</source>
        <translation>列出 Saccade 认识的所有模型架构</translation>
    </message>
    <message>
        <source>%1 token</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>a forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>%1, %2, implicit (%3 to %4)</source>
        <translation>%1，%2，隐式（%3 到 %4）</translation>
    </message>
    <message>
        <source>%1, %2, causal (%3 to %4)</source>
        <translation>%1，%2，因果（%3 到 %4）</translation>
    </message>
    <message>
        <source>%1, %2 (%3 to %4)</source>
        <translation>%1，%2（%3 到 %4）</translation>
    </message>
    <message>
        <source>%1 layer</source>
        <translation>%1 层</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 层</translation>
    </message>
    <message>
        <source>%1 head</source>
        <translation>%1 个头</translation>
    </message>
    <message>
        <source>%1 heads</source>
        <translation>%1 个头</translation>
    </message>
    <message>
        <source>FLOPs of an input of %1 position</source>
        <translation>%1 个位置的输入所需 FLOPs</translation>
    </message>
    <message>
        <source>Embedding of the image, %1 numbers, length %2: %3 … (--json shows all)</source>
        <translation>图片的嵌入，%1 个数，长度 %2：%3 …（--json 显示全部）</translation>
    </message>
    <message>
        <source>Embedding of the text, %1 numbers, length %2: %3 … (--json shows all)</source>
        <translation>文本的嵌入，%1 个数，长度 %2：%3 …（--json 显示全部）</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>This model has nothing of: %1. The trace holds the rest of what --capture asks for.</source>
        <translation>此模型没有：%1。轨迹中包含 --capture 要求的其余内容。</translation>
    </message>
    <message>
        <source>The picture that a model has written, as a file (.png)</source>
        <translation>模型写出的图片，存为文件（.png）</translation>
    </message>
    <message>
        <source>Of the picture, for models that write pictures: the N uppermost rows are given, the others are written (default: all but the pixels of --steps are given)</source>
        <translation>用于会写图片的模型：给定图片最上面的 N 行，其余由模型写出（默认：除 --steps 的像素外全部给定）</translation>
    </message>
    <message>
        <source>A table of series (.csv, .tsv), a row a moment</source>
        <translation>序列表格（.csv、.tsv），每行一个时刻</translation>
    </message>
    <message>
        <source>Of the series these columns, by name (default: all)</source>
        <translation>序列中的这些列，按名称（默认：全部）</translation>
    </message>
    <message>
        <source>Row that is forecast first, counted from 0 (default: the one after the last)</source>
        <translation>最先预测的行，从 0 开始计数（默认：最后一行之后）</translation>
    </message>
</context>
<context>
    <name>Decoder</name>
    <message>
        <source>Token by token (greedy or sampled)</source>
        <translation>逐词元（贪心或采样）</translation>
    </message>
</context>
<context>
    <name>EmptyWords</name>
    <message>
        <source>It reads a picture and a text. Drop a picture here, paste one (Ctrl+V) or choose one above, type a text and press Ctrl+Enter.</source>
        <translation>它读取一张图片和一段文本。把图片拖到这里、粘贴（Ctrl+V）或在上方选择，输入文本并按 Ctrl+Enter。</translation>
    </message>
    <message>
        <source>It reads pictures. Drop one here, paste one (Ctrl+V) or choose one above and press Ctrl+Enter.</source>
        <translation>它读取图片。把图片拖到这里、粘贴（Ctrl+V）或在上方选择，然后按 Ctrl+Enter。</translation>
    </message>
    <message>
        <source>It reads sounds. Drop a WAV or FLAC file here, or choose one above and press Ctrl+Enter.</source>
        <translation>它读取声音。把 WAV 或 FLAC 文件拖到这里，或在上方选择，然后按 Ctrl+Enter。</translation>
    </message>
    <message>
        <source>Type a prompt above and press Ctrl+Enter.</source>
        <translation>在上方输入提示词并按 Ctrl+Enter。</translation>
    </message>
    <message>
        <source>Type a text above for it to read and press Ctrl+Enter.</source>
        <translation>在上方输入要让它读取的文本并按 Ctrl+Enter。</translation>
    </message>
    <message>
        <source>No run yet.
Open a model or a trace (Ctrl+O, or drop it here), then give it something to read.</source>
        <translation>还没有运行。
打开模型或运行记录（Ctrl+O，或拖到这里），然后给它一些内容读取。</translation>
    </message>
    <message>
        <source>%1 is open.</source>
        <translation>%1 已打开。</translation>
    </message>
    <message>
        <source>It has no tokenizer: type token ids such as 3, 1, 4 above and press Ctrl+Enter.</source>
        <translation>它没有分词器：请在上方输入词元编号（如 3, 1, 4），然后按 Ctrl+Enter。</translation>
    </message>
    <message>
        <source>It reads series. Drop a table (CSV) here, or choose one above and press Ctrl+Enter.</source>
        <translation>它读取时间序列。把表格（CSV）拖到这里，或在上方选择一个，然后按 Ctrl+Enter。</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>The loss of the next tokens has no target: leave out “target” and “position”, or choose another objective, as in objective=logit.</source>
        <translation>下一词元的损失没有目标：请去掉“target”和“position”，或选择其他 objective，例如 objective=logit。</translation>
    </message>
    <message>
        <source>The attention of layer %1 holds numbers that are not finite: there is nothing to read.</source>
        <translation>第 %1 层的注意力含有非有限的数，无法解读。</translation>
    </message>
    <message>
        <source>The option %1 is missing.</source>
        <translation>缺少选项 %1。</translation>
    </message>
    <message>
        <source>There is no file or folder “%1”.</source>
        <translation>没有文件或文件夹“%1”。</translation>
    </message>
    <message>
        <source>There is no file or folder “%1”. Did you mean “%2”?</source>
        <translation>没有文件或文件夹“%1”。您是指“%2”吗？</translation>
    </message>
    <message>
        <source>“%1” is no range for %2: FIRST:LAST is expected, LAST not included, as in 0:32.</source>
        <translation>“%1”不是 %2 的范围：应为 起始:结束（不含结束），例如 0:32。</translation>
    </message>
    <message>
        <source>“%1” is no value for %2. Did you mean “%3”?</source>
        <translation>“%1”不是 %2 的取值。您是指“%3”吗？</translation>
    </message>
    <message>
        <source>Numbers of tokens and repetitions start at 1.</source>
        <translation>词元数和重复次数至少为 1。</translation>
    </message>
    <message>
        <source>There is no option “%1”. Did you mean “%2”?</source>
        <translation>没有选项“%1”。您是指“%2”吗？</translation>
    </message>
    <message>
        <source>“%1” is one argument too many: `%2 --help` shows what is possible.</source>
        <translation>“%1”是多余的参数：`%2 --help` 会列出可用的用法。</translation>
    </message>
    <message>
        <source>The command line is not right: %1. `%2 --help` shows what is possible.</source>
        <translation>命令行有误：%1。`%2 --help` 会列出可用的用法。</translation>
    </message>
    <message>
        <source>There is no command and no file “%1”. Did you mean “%2”?</source>
        <translation>没有命令或文件“%1”。您是指“%2”吗？</translation>
    </message>
    <message>
        <source>Something unexpected went wrong: %1</source>
        <translation>发生意外错误：%1</translation>
    </message>
    <message>
        <source>The results could not be written to standard output.</source>
        <translation>结果无法写入标准输出。</translation>
    </message>
    <message>
        <source>The program was built without its demo model.</source>
        <translation>程序构建时未包含演示模型。</translation>
    </message>
    <message>
        <source>The demo model could not be unpacked, neither into %1 nor into %2.</source>
        <translation>演示模型无法解包到 %1，也无法解包到 %2。</translation>
    </message>
    <message>
        <source>There is no display to open the window on; every command works without one (`saccade --help` lists them).</source>
        <translation>没有可打开窗口的显示器；所有命令都无需显示器（`saccade --help` 会列出它们）。</translation>
    </message>
    <message>
        <source>The display “%1” does not answer, so no window can be opened; every command works without one (`saccade --help` lists them).</source>
        <translation>显示器“%1”没有响应，无法打开窗口；所有命令都无需显示器（`saccade --help` 会列出它们）。</translation>
    </message>
    <message>
        <source>“%1” cannot be written: the name must end in .svg, .pdf, .png, .npy, .csv or .json.</source>
        <translation>无法写入“%1”：名称必须以 .svg、.pdf、.png、.npy、.csv 或 .json 结尾。</translation>
    </message>
    <message>
        <source>“%1” cannot be written: there is no folder “%2”.</source>
        <translation>无法写入“%1”：没有文件夹“%2”。</translation>
    </message>
    <message>
        <source>The trace holds no attention: make it with `saccade run --capture pattern --trace FILE`.</source>
        <translation>运行记录中没有注意力：请用 `saccade run --capture pattern --trace 文件` 生成。</translation>
    </message>
    <message>
        <source>%1 %2 does not exist: the nearest is %3.</source>
        <translation>%1 %2 不存在：最接近的是 %3。</translation>
    </message>
    <message>
        <source>--tokens %1:%2 lies outside the run: it has the positions 0:%3.</source>
        <translation>--tokens %1:%2 超出此次运行：其位置为 0:%3。</translation>
    </message>
    <message>
        <source>“heads” can be drawn, but is no single matrix: choose .svg, .pdf or .png.</source>
        <translation>“heads”可以绘制，但不是单个矩阵：请选择 .svg、.pdf 或 .png。</translation>
    </message>
    <message>
        <source>One of --trace and --recipe is needed, and only one.</source>
        <translation>需要且只能给出 --trace 和 --recipe 之一。</translation>
    </message>
    <message>
        <source>Give --average or --maximum, not both.</source>
        <translation>请给出 --average 或 --maximum，不要同时给出。</translation>
    </message>
    <message>
        <source>%1 is no recipe: a JSON object was expected.</source>
        <translation>%1 不是配方：应为 JSON 对象。</translation>
    </message>
    <message>
        <source>The recipe in %1 is damaged: %2</source>
        <translation>%1 中的配方已损坏：%2</translation>
    </message>
    <message>
        <source>“%1” exists and is no trace of Saccade. Choose another name.</source>
        <translation>“%1”已存在，且不是 Saccade 的运行记录。请换一个名称。</translation>
    </message>
    <message>
        <source>The trace cannot be written: there is no folder “%1”.</source>
        <translation>无法写入运行记录：没有文件夹“%1”。</translation>
    </message>
    <message>
        <source>The model “%1” has no tokenizer: give --tokens instead of a text, or put its tokenizer beside it.</source>
        <translation>模型“%1”没有分词器：请用 --tokens 代替文本，或将分词器放在它旁边。</translation>
    </message>
    <message>
        <source>There is no decoder “%1”. Did you mean “%2”?</source>
        <translation>没有解码器“%1”。您是指“%2”吗？</translation>
    </message>
    <message>
        <source>This model has no tokenizer, so the prompt has to be token ids such as “3, 1, 4”; “%1” is no number.</source>
        <translation>此模型没有分词器，提示词必须是词元编号，例如“3, 1, 4”；“%1”不是数字。</translation>
    </message>
    <message>
        <source>A figure %1 mm wide cannot be drawn; choose 20 to 2000 mm.</source>
        <translation>无法绘制宽 %1 毫米的图；请选择 20 到 2000 毫米。</translation>
    </message>
    <message>
        <source>%1 dots per inch cannot be drawn; choose 36 to 2400.</source>
        <translation>无法以每英寸 %1 点绘制；请选择 36 到 2400。</translation>
    </message>
    <message>
        <source>At %1 dots per inch the picture would be too large; choose fewer, or SVG or PDF.</source>
        <translation>每英寸 %1 点的图像过大；请减小，或选择 SVG 或 PDF。</translation>
    </message>
    <message>
        <source>A figure cannot be written as %1: the name must end in .png, .svg or .pdf.</source>
        <translation>图不能写为 %1：名称必须以 .png、.svg 或 .pdf 结尾。</translation>
    </message>
    <message>
        <source>The figure %1 cannot be written: %2. Is the folder there, and is there room?</source>
        <translation>无法写入图 %1：%2。文件夹是否存在、空间是否足够？</translation>
    </message>
    <message>
        <source>The run holds no attention pattern: run it again with --capture pattern.</source>
        <translation>此次运行没有注意力模式：请用 --capture pattern 重新运行。</translation>
    </message>
    <message>
        <source>There is no layer %1; layers are 0 to %2, or -1 for all.</source>
        <translation>没有第 %1 层；层为 0 到 %2，或 -1 表示全部。</translation>
    </message>
    <message>
        <source>There is no head %1; heads are 0 to %2, or -1 for all.</source>
        <translation>没有头 %1；头为 0 到 %2，或 -1 表示全部。</translation>
    </message>
    <message>
        <source>There are no tokens %1 to %2; tokens are 0 to %3.</source>
        <translation>没有词元 %1 到 %2；词元为 0 到 %3。</translation>
    </message>
    <message>
        <source>The figure option %1 cannot be &quot;%2&quot;.</source>
        <translation>图的选项 %1 不能为“%2”。</translation>
    </message>
    <message>
        <source>The figure options cannot be read: %1.</source>
        <translation>无法读取图的选项：%1。</translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2.</source>
        <translation>无法读取文件 %1：%2。</translation>
    </message>
    <message>
        <source>The file %1 carries no recipe of Saccade.</source>
        <translation>文件 %1 不含 Saccade 配方。</translation>
    </message>
    <message>
        <source>Lines between %1 tokens do not fit a page: choose at most %2.</source>
        <translation>%1 个词元之间的连线放不下一页：请最多选择 %2 个。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>There is no setting “%1”: none can be set here.</source>
        <translation>没有设置“%1”：此处没有可用的设置。</translation>
    </message>
    <message>
        <source>There is no setting “%1”. Did you mean “%2”?</source>
        <translation>没有设置“%1”。您是指“%2”吗？</translation>
    </message>
    <message>
        <source>“%1” must be a whole number from %2 to %3, not %4.</source>
        <translation>“%1”必须是 %2 到 %3 的整数，而不是 %4。</translation>
    </message>
    <message>
        <source>“%1” must be a number from %2 to %3, not %4.</source>
        <translation>“%1”必须是 %2 到 %3 的数，而不是 %4。</translation>
    </message>
    <message>
        <source>“%1” must be true or false, not %2.</source>
        <translation>“%1”必须是 true 或 false，而不是 %2。</translation>
    </message>
    <message>
        <source>“%1” must be text, not %2.</source>
        <translation>“%1”必须是文本，而不是 %2。</translation>
    </message>
    <message>
        <source>“%1” must be one of %2, not %3.</source>
        <translation>“%1”必须是 %2 之一，而不是 %3。</translation>
    </message>
    <message>
        <source>Settings must be a JSON object.</source>
        <translation>设置必须是 JSON 对象。</translation>
    </message>
    <message>
        <source>“%1” is no setting: NAME=VALUE is expected.</source>
        <translation>“%1”不是设置：应为 名称=值。</translation>
    </message>
    <message>
        <source>The CPU knows no activation named %1.</source>
        <translation>CPU 不支持名为 %1 的激活函数。</translation>
    </message>
    <message>
        <source>The program needs more memory than can be addressed.</source>
        <translation>程序所需内存超出可寻址范围。</translation>
    </message>
    <message>
        <source>This processor does not run code for %1.</source>
        <translation>此处理器无法运行 %1 的代码。</translation>
    </message>
    <message>
        <source>The states of another device cannot be used on the CPU.</source>
        <translation>其他设备的状态不能用于 CPU。</translation>
    </message>
    <message>
        <source>The CPU cannot compute %1.</source>
        <translation>CPU 无法计算 %1。</translation>
    </message>
    <message>
        <source>The value %1 is no input.</source>
        <translation>值 %1 不是输入。</translation>
    </message>
    <message>
        <source>The input %1 must be %2 %3, not %4 %5.</source>
        <translation>输入 %1 必须是 %2 %3，而不是 %4 %5。</translation>
    </message>
    <message>
        <source>The value %1 is no output of the program.</source>
        <translation>值 %1 不是程序的输出。</translation>
    </message>
    <message>
        <source>The state %1 is %2 %3, but a program declares it as %4 %5.</source>
        <translation>状态 %1 是 %2 %3，但某个程序将其声明为 %4 %5。</translation>
    </message>
    <message>
        <source>There is no memory for a tensor of %1 bytes.</source>
        <translation>没有内存容纳 %1 字节的张量。</translation>
    </message>
    <message>
        <source>“%1” must be model, none, or token ids with commas between, as in 2,50256; not “%2”.</source>
        <translation>“%1”必须是 model、none 或以逗号分隔的词元编号，例如 2,50256；而不是“%2”。</translation>
    </message>
    <message>
        <source>A matrix cannot be written as “%1”: the name must end in .npy, .csv or .json.</source>
        <translation>矩阵不能写为“%1”：名称必须以 .npy、.csv 或 .json 结尾。</translation>
    </message>
    <message>
        <source>%1 values do not fill a matrix of %2 rows and %3 columns.</source>
        <translation>%1 个值填不满 %2 行 %3 列的矩阵。</translation>
    </message>
    <message>
        <source>The file %1 cannot be written: %2.</source>
        <translation>无法写入文件 %1：%2。</translation>
    </message>
    <message>
        <source>The file %1 is incomplete or damaged: at byte %2 it announces %3 entries, more than the rest of it can hold.</source>
        <translation>文件 %1 不完整或已损坏：在字节 %2 处声明有 %3 个条目，超出其余部分的容量。</translation>
    </message>
    <message>
        <source>The file %1 is incomplete or damaged: at byte %2 it should go on for %3 bytes, but it ends at byte %4.</source>
        <translation>文件 %1 不完整或已损坏：从字节 %2 起应还有 %3 字节，但在字节 %4 处结束。</translation>
    </message>
    <message>
        <source>There is no file or folder %1.</source>
        <translation>没有文件或文件夹 %1。</translation>
    </message>
    <message>
        <source>The checkpoint %1 has no tensor %2, which its architecture needs: it is incomplete or of another kind.</source>
        <translation>检查点 %1 缺少其架构所需的张量 %2：它不完整或属于其他类型。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has the shape %3, but the configuration of the model asks for %4.</source>
        <translation>%1 中张量 %2 的形状为 %3，但模型配置要求 %4。</translation>
    </message>
    <message>
        <source>%1 is in a GGML format that GGUF has replaced: convert the original checkpoint to GGUF with a recent llama.cpp.</source>
        <translation>%1 是已被 GGUF 取代的 GGML 格式：请用较新的 llama.cpp 将原检查点转换为 GGUF。</translation>
    </message>
    <message>
        <source>%1 is a web page, not the file behind it: download it again with the link of the file itself.</source>
        <translation>%1 是网页，而不是其背后的文件：请用文件本身的链接重新下载。</translation>
    </message>
    <message>
        <source>%1 is a Git LFS pointer, not the file itself: run &apos;git lfs pull&apos; in its folder, or download the file.</source>
        <translation>%1 是 Git LFS 指针，而不是文件本身：请在其文件夹中运行 &apos;git lfs pull&apos;，或下载该文件。</translation>
    </message>
    <message>
        <source>%1 is an HDF5 file, as Keras writes, which Saccade does not open: convert the weights to safetensors.</source>
        <translation>%1 是 HDF5 文件（如 Keras 所写），Saccade 无法打开：请将权重转换为 safetensors。</translation>
    </message>
    <message>
        <source>%1 is a llama2.c file of version 1 or 2; Saccade opens the legacy version 0: export it again with --version 0.</source>
        <translation>%1 是版本 1 或 2 的 llama2.c 文件；Saccade 打开旧版本 0：请用 --version 0 重新导出。</translation>
    </message>
    <message>
        <source>%1 is one NumPy array, not a checkpoint: store the model&apos;s arrays as safetensors.</source>
        <translation>%1 是单个 NumPy 数组，而不是检查点：请将模型的数组存为 safetensors。</translation>
    </message>
    <message>
        <source>%1 is compressed with gzip: unpack it first.</source>
        <translation>%1 经 gzip 压缩：请先解压。</translation>
    </message>
    <message>
        <source>The file %1 is empty: download it again.</source>
        <translation>文件 %1 为空：请重新下载。</translation>
    </message>
    <message>
        <source>%1 is an ONNX model, which Saccade does not open: use the checkpoint that it was exported from.</source>
        <translation>%1 是 ONNX 模型，Saccade 无法打开：请使用导出它的检查点。</translation>
    </message>
    <message>
        <source>%1 is a GGUF file for big-endian machines, which Saccade does not open: download the little-endian one.</source>
        <translation>%1 是大端机器的 GGUF 文件，Saccade 无法打开：请下载小端版本。</translation>
    </message>
    <message>
        <source>%1 is a GGUF file of version %2; Saccade opens versions 2 and 3. Convert it with a recent llama.cpp.</source>
        <translation>%1 是版本 %2 的 GGUF 文件；Saccade 打开版本 2 和 3。请用较新的 llama.cpp 转换。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has %3 dimensions; GGUF allows 4.</source>
        <translation>%1 中张量 %2 有 %3 维；GGUF 最多允许 4 维。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has an impossible shape.</source>
        <translation>%1 中张量 %2 的形状不可能存在。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has the element type %3, which Saccade does not read: choose another quantisation, for instance Q8_0 or Q4_K.</source>
        <translation>%1 中张量 %2 的元素类型为 %3，Saccade 无法读取：请选择其他量化方式，例如 Q8_0 或 Q4_K。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has the shape %3, which its type %4 cannot store.</source>
        <translation>%1 中张量 %2 的形状为 %3，其类型 %4 无法存储。</translation>
    </message>
    <message>
        <source>The alignment in %1 is %2, which is no power of two: the file is damaged.</source>
        <translation>%1 中的对齐值为 %2，不是 2 的幂：文件已损坏。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 starts at byte %3 of the data, which is no multiple of the alignment %4.</source>
        <translation>%1 中张量 %2 起始于数据的字节 %3，不是对齐值 %4 的倍数。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has %3 bytes from byte %4 of the data, which has only %5: the file is incomplete. Download it again.</source>
        <translation>%1 中张量 %2 从数据的字节 %4 起有 %3 字节，但数据只有 %5 字节：文件不完整，请重新下载。</translation>
    </message>
    <message>
        <source>The tensors %2 and %3 in %1 overlap.</source>
        <translation>%1 中张量 %2 和 %3 重叠。</translation>
    </message>
    <message>
        <source>The file %1 has the tensor %2 twice.</source>
        <translation>文件 %1 中张量 %2 出现两次。</translation>
    </message>
    <message>
        <source>The metadata %2 in %1 has the unknown type %3: the file is damaged or newer than Saccade.</source>
        <translation>%1 中元数据 %2 的类型 %3 未知：文件已损坏或比 Saccade 更新。</translation>
    </message>
    <message>
        <source>The metadata %2 in %1 is too large or nested too deep: the file is damaged.</source>
        <translation>%1 中元数据 %2 过大或嵌套过深：文件已损坏。</translation>
    </message>
    <message>
        <source>The metadata of %1 has the key %2 twice.</source>
        <translation>%1 的元数据中键 %2 出现两次。</translation>
    </message>
    <message>
        <source>The folder %1 has several safetensors files and none is called %2: open one of them, for instance %3.</source>
        <translation>文件夹 %1 中有多个 safetensors 文件，但没有名为 %2 的：请打开其中一个，例如 %3。</translation>
    </message>
    <message>
        <source>The folder %1 has a config.json but no weights: %2 is missing.</source>
        <translation>文件夹 %1 有 config.json 但没有权重：缺少 %2。</translation>
    </message>
    <message>
        <source>%1 does not describe a model.</source>
        <translation>%1 没有描述模型。</translation>
    </message>
    <message>
        <source>The JSON in %1 is nested deeper than %2 levels: it is not what a checkpoint holds.</source>
        <translation>%1 中的 JSON 嵌套超过 %2 层：这不是检查点应有的内容。</translation>
    </message>
    <message>
        <source>The JSON in %1 has the key %2 twice.</source>
        <translation>%1 中的 JSON 键 %2 出现两次。</translation>
    </message>
    <message>
        <source>The JSON in %1 is broken at byte %2.</source>
        <translation>%1 中的 JSON 在字节 %2 处有误。</translation>
    </message>
    <message>
        <source>The JSON in %1 holds a number that is out of range.</source>
        <translation>%1 中的 JSON 含有超出范围的数。</translation>
    </message>
    <message>
        <source>The file %1 is too large for JSON: %2 bytes.</source>
        <translation>文件 %1 作为 JSON 过大：%2 字节。</translation>
    </message>
    <message>
        <source>%1 has no header of llama2.c.</source>
        <translation>%1 没有 llama2.c 文件头。</translation>
    </message>
    <message>
        <source>%1 is no complete llama2.c file: its header asks for %2 bytes, but it has %3. Download it again.</source>
        <translation>%1 不是完整的 llama2.c 文件：文件头要求 %2 字节，但只有 %3 字节。请重新下载。</translation>
    </message>
    <message>
        <source>%1 is not a file that can be read.</source>
        <translation>%1 不是可读取的文件。</translation>
    </message>
    <message>
        <source>%1 is no safetensors file: it ends after %2 bytes.</source>
        <translation>%1 不是 safetensors 文件：它在 %2 字节后结束。</translation>
    </message>
    <message>
        <source>%1 is no complete safetensors file: its header should be %2 bytes long, in a file of %3 bytes. Download it again.</source>
        <translation>%1 不是完整的 safetensors 文件：文件头应长 %2 字节，而文件只有 %3 字节。请重新下载。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has the element type %3, which Saccade does not read: convert it to F32, F16 or BF16.</source>
        <translation>%1 中张量 %2 的元素类型为 %3，Saccade 无法读取：请转换为 F32、F16 或 BF16。</translation>
    </message>
    <message>
        <source>The header of %1 does not describe the tensor %2.</source>
        <translation>%1 的文件头没有描述张量 %2。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has no valid shape.</source>
        <translation>%1 中张量 %2 没有有效的形状。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has no valid data offsets.</source>
        <translation>%1 中张量 %2 没有有效的数据偏移。</translation>
    </message>
    <message>
        <source>The shape %3 of the tensor %2 in %1 is impossible.</source>
        <translation>%1 中张量 %2 的形状 %3 不可能存在。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has %3 bytes, which do not fit its shape %4 of type %5.</source>
        <translation>%1 中张量 %2 有 %3 字节，与形状 %4、类型 %5 不符。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 should end at byte %3 of the data, which has only %4 bytes: the file is incomplete. Download it again.</source>
        <translation>%1 中张量 %2 应在数据的字节 %3 处结束，但数据只有 %4 字节：文件不完整，请重新下载。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 overlaps the one before it.</source>
        <translation>%1 中张量 %2 与前一个张量重叠。</translation>
    </message>
    <message>
        <source>Before the tensor %2 in %1 there are %3 bytes that belong to no tensor.</source>
        <translation>%1 中张量 %2 之前有 %3 字节不属于任何张量。</translation>
    </message>
    <message>
        <source>The file %1 has %2 bytes after its last tensor that belong to no tensor.</source>
        <translation>文件 %1 最后一个张量之后有 %2 字节不属于任何张量。</translation>
    </message>
    <message>
        <source>The metadata %2 in %1 is not text.</source>
        <translation>%1 中元数据 %2 不是文本。</translation>
    </message>
    <message>
        <source>The header of %1 is no table of tensors.</source>
        <translation>%1 的文件头不是张量表。</translation>
    </message>
    <message>
        <source>The tensor %2 of type %3 cannot be stored in %1: safetensors has no such type or name.</source>
        <translation>类型为 %3 的张量 %2 无法存入 %1：safetensors 没有这样的类型或名称。</translation>
    </message>
    <message>
        <source>%1 cannot be written: a name or its metadata are not valid UTF-8.</source>
        <translation>无法写入 %1：名称或元数据不是有效的 UTF-8。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>%1 cannot be written: it is no regular file.</source>
        <translation>无法写入 %1：它不是普通文件。</translation>
    </message>
    <message>
        <source>The index %1 lists no tensors.</source>
        <translation>索引 %1 没有列出张量。</translation>
    </message>
    <message>
        <source>The tensor %1 is in two files, %2 and %3.</source>
        <translation>张量 %1 同时在 %2 和 %3 两个文件中。</translation>
    </message>
    <message>
        <source>The file %2, which %1 lists, is missing: download it into the same folder.</source>
        <translation>缺少 %1 列出的文件 %2：请下载到同一文件夹。</translation>
    </message>
    <message>
        <source>The tensor %2, which %1 lists, is not in its file %3.</source>
        <translation>%1 列出的张量 %2 不在其文件 %3 中。</translation>
    </message>
    <message>
        <source>A node has no attribute “%1” of the type asked for.</source>
        <translation>节点没有所需类型的属性“%1”。</translation>
    </message>
    <message>
        <source>A tensor of type %1 cannot be read as numbers.</source>
        <translation>类型为 %1 的张量不能作为数值读取。</translation>
    </message>
    <message>
        <source>The edit “%1” lies outside “%2”, which has the shape %3.</source>
        <translation>干预“%1”超出形状为 %3 的“%2”。</translation>
    </message>
    <message>
        <source>The model has no value “%1”. Did you mean “%2”?</source>
        <translation>模型没有值“%1”。您是指“%2”吗？</translation>
    </message>
    <message>
        <source>“%1” was given a value of another graph.</source>
        <translation>“%1”得到了另一个图的值。</translation>
    </message>
    <message>
        <source>“%1” does not fit %2: %3</source>
        <translation>“%1”不适用于 %2：%3</translation>
    </message>
    <message>
        <source>Two values of a graph cannot both be named “%1”.</source>
        <translation>一个图中不能有两个值都名为“%1”。</translation>
    </message>
    <message>
        <source>%1 cannot be replaced by %2: type or shape differ.</source>
        <translation>%1 不能用 %2 替换：类型或形状不同。</translation>
    </message>
    <message>
        <source>Two inputs are needed.</source>
        <translation>需要两个输入。</translation>
    </message>
    <message>
        <source>The first input must be F32.</source>
        <translation>第一个输入必须是 F32。</translation>
    </message>
    <message>
        <source>The second input must be F32, F16 or BF16.</source>
        <translation>第二个输入必须是 F32、F16 或 BF16。</translation>
    </message>
    <message>
        <source>The second shape must be that of the first one&apos;s last axes.</source>
        <translation>第二个形状必须与第一个的最后几个轴一致。</translation>
    </message>
    <message>
        <source>One F32 input is needed.</source>
        <translation>需要一个 F32 输入。</translation>
    </message>
    <message>
        <source>There is no such axis.</source>
        <translation>没有这样的轴。</translation>
    </message>
    <message>
        <source>The slice lies outside.</source>
        <translation>切片超出范围。</translation>
    </message>
    <message>
        <source>Queries must be F32 [heads, n, d].</source>
        <translation>查询必须是 F32 [heads, n, d]。</translation>
    </message>
    <message>
        <source>Keys must be F32 or F16 [kv_heads, capacity, d].</source>
        <translation>键必须是 F32 或 F16 [kv_heads, capacity, d]。</translation>
    </message>
    <message>
        <source>The first position must be I32 [1].</source>
        <translation>首位置必须是 I32 [1]。</translation>
    </message>
    <message>
        <source>The heads of the keys must divide those of the queries.</source>
        <translation>键的头数必须整除查询的头数。</translation>
    </message>
    <message>
        <source>Queries and keys must be of one width.</source>
        <translation>查询和键的宽度必须相同。</translation>
    </message>
    <message>
        <source>Three inputs are needed.</source>
        <translation>需要三个输入。</translation>
    </message>
    <message>
        <source>The pattern must be F32 [heads, n, capacity].</source>
        <translation>模式必须是 F32 [heads, n, capacity]。</translation>
    </message>
    <message>
        <source>Values must be F32 or F16 [kv_heads, capacity, d].</source>
        <translation>值必须是 F32 或 F16 [kv_heads, capacity, d]。</translation>
    </message>
    <message>
        <source>The heads of the values must divide those of the pattern.</source>
        <translation>值的头数必须整除模式的头数。</translation>
    </message>
    <message>
        <source>Pattern and values must have one capacity.</source>
        <translation>模式和值的容量必须相同。</translation>
    </message>
    <message>
        <source>Values must be F32 or F16 of the keys&apos; heads and capacity.</source>
        <translation>值必须是 F32 或 F16，头数和容量与键相同。</translation>
    </message>
    <message>
        <source>The input has the wrong number of axes.</source>
        <translation>输入的轴数不对。</translation>
    </message>
    <message>
        <source>The heads must divide the width.</source>
        <translation>头数必须整除宽度。</translation>
    </message>
    <message>
        <source>One F32 input with rows is needed.</source>
        <translation>需要一个带行的 F32 输入。</translation>
    </message>
    <message>
        <source>One input is needed.</source>
        <translation>需要一个输入。</translation>
    </message>
    <message>
        <source>The number of elements differs.</source>
        <translation>元素个数不同。</translation>
    </message>
    <message>
        <source>The first input must be a state.</source>
        <translation>第一个输入必须是状态。</translation>
    </message>
    <message>
        <source>The state must be F32 or F16 [heads, capacity, d].</source>
        <translation>状态必须是 F32 或 F16 [heads, capacity, d]。</translation>
    </message>
    <message>
        <source>The rows must be F32 of the state&apos;s heads and width.</source>
        <translation>行必须是 F32，头数和宽度与状态相同。</translation>
    </message>
    <message>
        <source>There are more rows than the state holds.</source>
        <translation>行数超出状态的容量。</translation>
    </message>
    <message>
        <source>The weight must be a constant.</source>
        <translation>权重必须是常量。</translation>
    </message>
    <message>
        <source>The weight must be of a float or block-quantised type.</source>
        <translation>权重必须是浮点或分块量化类型。</translation>
    </message>
    <message>
        <source>The weight must have two axes.</source>
        <translation>权重必须有两个轴。</translation>
    </message>
    <message>
        <source>Two or three inputs are needed.</source>
        <translation>需要两个或三个输入。</translation>
    </message>
    <message>
        <source>The input must be F32 [n, in].</source>
        <translation>输入必须是 F32 [n, in]。</translation>
    </message>
    <message>
        <source>A block-quantised weight must be [out, in].</source>
        <translation>分块量化的权重必须是 [out, in]。</translation>
    </message>
    <message>
        <source>The weight&apos;s input width must be the input&apos;s width.</source>
        <translation>权重的输入宽度必须等于输入的宽度。</translation>
    </message>
    <message>
        <source>The bias must be F32, F16 or BF16 [out].</source>
        <translation>偏置必须是 F32、F16 或 BF16 [out]。</translation>
    </message>
    <message>
        <source>The ids must be I32 [n].</source>
        <translation>编号必须是 I32 [n]。</translation>
    </message>
    <message>
        <source>The count must be positive.</source>
        <translation>数目必须为正。</translation>
    </message>
    <message>
        <source>The input must be F32 with at least one axis.</source>
        <translation>输入必须是至少有一个轴的 F32。</translation>
    </message>
    <message>
        <source>Weight and bias must be F32, F16 or BF16 [width].</source>
        <translation>权重和偏置必须是 F32、F16 或 BF16 [width]。</translation>
    </message>
    <message>
        <source>Epsilon must be a finite number of at least 0.</source>
        <translation>Epsilon 必须是不小于 0 的有限数。</translation>
    </message>
    <message>
        <source>The input must be F32 [heads, n, head_width].</source>
        <translation>输入必须是 F32 [heads, n, head_width]。</translation>
    </message>
    <message>
        <source>The frequencies must be a constant F32 [rotated / 2].</source>
        <translation>频率必须是常量 F32 [rotated / 2]。</translation>
    </message>
    <message>
        <source>There are more frequencies than pairs of channels.</source>
        <translation>频率数多于通道对数。</translation>
    </message>
    <message>
        <source>The edits make a value depend on itself.</source>
        <translation>干预使某个值依赖于自身。</translation>
    </message>
    <message>
        <source>The shape %1 has no axis %2.</source>
        <translation>形状 %1 没有轴 %2。</translation>
    </message>
    <message>
        <source>The shape %1 is not possible.</source>
        <translation>形状 %1 不可能存在。</translation>
    </message>
    <message>
        <source>%1 values do not fill the shape %2.</source>
        <translation>%1 个值填不满形状 %2。</translation>
    </message>
    <message>
        <source>A tensor of type %1 was read as %2.</source>
        <translation>类型为 %1 的张量被当作 %2 读取。</translation>
    </message>
    <message>
        <source>The shape %1 cannot be stored as %2.</source>
        <translation>形状 %1 不能以 %2 存储。</translation>
    </message>
    <message>
        <source>A tensor of shape %1 and type %2 needs %3 bytes, not %4.</source>
        <translation>形状 %1、类型 %2 的张量需要 %3 字节，而不是 %4。</translation>
    </message>
    <message>
        <source>A read-only tensor was written to.</source>
        <translation>写入了只读张量。</translation>
    </message>
    <message>
        <source>The shape %1 cannot become %2.</source>
        <translation>形状 %1 不能变为 %2。</translation>
    </message>
    <message>
        <source>The shape %1 has no rows %2 to %3.</source>
        <translation>形状 %1 没有第 %2 到 %3 行。</translation>
    </message>
    <message>
        <source>%1 does not state “%2”, which the model needs.</source>
        <translation>%1 没有给出模型所需的“%2”。</translation>
    </message>
    <message>
        <source>%1 says %2 for “%3”, which is not possible: %4</source>
        <translation>%1 中“%3”为 %2，这不可能：%4</translation>
    </message>
    <message>
        <source>a whole number from 1 to 2147483647 is expected.</source>
        <translation>应为 1 到 2147483647 的整数。</translation>
    </message>
    <message>
        <source>the checkpoint has not so many tensors.</source>
        <translation>检查点没有这么多张量。</translation>
    </message>
    <message>
        <source>In %1 the %2 of “%3” do not divide the %4 of “%5”.</source>
        <translation>在 %1 中，“%3”的 %2 不能整除“%5”的 %4。</translation>
    </message>
    <message>
        <source>a finite number above 0 is expected.</source>
        <translation>应为大于 0 的有限数。</translation>
    </message>
    <message>
        <source>false is expected.</source>
        <translation>应为 false。</translation>
    </message>
    <message>
        <source>true or false is expected.</source>
        <translation>应为 true 或 false。</translation>
    </message>
    <message>
        <source>a word is expected.</source>
        <translation>应为一个词。</translation>
    </message>
    <message>
        <source>a list of numbers above 0, one a pair of channels, is expected.</source>
        <translation>应为大于 0 的数的列表，每对通道一个。</translation>
    </message>
    <message>
        <source>an object is expected.</source>
        <translation>应为对象。</translation>
    </message>
    <message>
        <source>a token id or a list of them is expected.</source>
        <translation>应为词元编号或其列表。</translation>
    </message>
    <message>
        <source>No device can compute here: %1.</source>
        <translation>这里没有可用于计算的设备：%1。</translation>
    </message>
    <message>
        <source>There is no device “%1”. There are: auto; %2.</source>
        <translation>没有设备“%1”。可用的有：auto；%2。</translation>
    </message>
    <message>
        <source>The device %1 (%2) cannot be used: %3</source>
        <translation>设备 %1（%2）无法使用：%3</translation>
    </message>
    <message>
        <source>The tensor “%2” in %1 is damaged: its element %3 is not a finite number. Download the checkpoint again.</source>
        <translation>%1 中张量“%2”已损坏：其元素 %3 不是有限数。请重新下载检查点。</translation>
    </message>
    <message>
        <source>The computation overflowed: %1 gives logits that are not finite, though its weights are. An edit may be too strong, or the precision of the weights too small.</source>
        <translation>计算溢出：%1 的权重是有限数，但给出的 logits 不是。可能是干预过强，或权重精度过低。</translation>
    </message>
    <message>
        <source>default, linear, dynamic, llama3, yarn or longrope is expected.</source>
        <translation>应为 default、linear、dynamic、llama3、yarn 或 longrope。</translation>
    </message>
    <message>
        <source>a number above 1 is expected.</source>
        <translation>应为大于 1 的数。</translation>
    </message>
    <message>
        <source>more than “low_freq_factor” is expected.</source>
        <translation>应大于“low_freq_factor”。</translation>
    </message>
    <message>
        <source>heads of an even width are expected.</source>
        <translation>头的宽度应为偶数。</translation>
    </message>
    <message>
        <source>at most the width of a head is expected.</source>
        <translation>应不超过头的宽度。</translation>
    </message>
    <message>
        <source>none, linear or yarn is expected.</source>
        <translation>应为 none、linear 或 yarn。</translation>
    </message>
    <message>
        <source>%1 positions are asked for, but the model has %2.</source>
        <translation>要求 %1 个位置，但模型只有 %2 个。</translation>
    </message>
    <message>
        <source>A cache of %1 positions takes %2 bytes, but %3 has %4. Ask for fewer positions.</source>
        <translation>%1 个位置的缓存需要 %2 字节，但 %3 只有 %4 字节。请减少位置数。</translation>
    </message>
    <message>
        <source>There are no tokens to compute.</source>
        <translation>没有要计算的词元。</translation>
    </message>
    <message>
        <source>%1 tokens after the %2 before are more than the %3 positions of this session.</source>
        <translation>在已有 %2 个词元之后再加 %1 个，超出此会话的 %3 个位置。</translation>
    </message>
    <message>
        <source>The token %1 is outside the vocabulary of %2.</source>
        <translation>词元 %1 超出大小为 %2 的词表。</translation>
    </message>
    <message>
        <source>The edit “%1” would let “%2” look at tokens that are not there yet. Scores can be multiplied by a positive number or added to; patterns can be multiplied or set to 0.</source>
        <translation>干预“%1”会让“%2”看到尚不存在的词元。分数可以乘以正数或加上一个数；注意力模式可以乘以一个数或设为 0。</translation>
    </message>
    <message>
        <source>The edit “%1” lies outside “%2”, which has %3 %4.</source>
        <translation>干预“%1”超出“%2”，后者有 %3 %4。</translation>
    </message>
    <message>
        <source>relu, gelu, gelu_new, gelu_fast, gelu_pytorch_tanh, silu, swish, sigmoid or tanh is expected.</source>
        <translation>应为 relu、gelu、gelu_new、gelu_fast、gelu_pytorch_tanh、silu、swish、sigmoid 或 tanh。</translation>
    </message>
    <message>
        <source>%1 tokens in a cache of %2, logits of %3, is not possible with a model of %4 positions.</source>
        <translation>缓存 %2 中 %1 个词元、%3 个 logits，对 %4 个位置的模型不可能。</translation>
    </message>
    <message>
        <source>The tensor “%2” in %1 is of type %3, which cannot be its weights.</source>
        <translation>%1 中张量“%2”的类型为 %3，不能作为权重。</translation>
    </message>
    <message>
        <source>%1: the added token &quot;%2&quot; has the id %3, which is not between 0 and %4. The file is damaged.</source>
        <translation>%1：附加词元“%2”的编号为 %3，不在 0 到 %4 之间。文件已损坏。</translation>
    </message>
    <message>
        <source>%1: the added token %2 is %3 bytes long instead of 1 to %4. The file is damaged.</source>
        <translation>%1：附加词元 %2 长 %3 字节，应为 1 到 %4。文件已损坏。</translation>
    </message>
    <message>
        <source>%1: the table of character replacements is damaged (%2).</source>
        <translation>%1：字符替换表已损坏（%2）。</translation>
    </message>
    <message>
        <source>%1: the way to split words &quot;%2&quot; (tokenizer.ggml.pre) is not known to this version; the nearest known one is &quot;%3&quot;.</source>
        <translation>%1：此版本不支持分词方式“%2”(tokenizer.ggml.pre)；最接近的是“%3”。</translation>
    </message>
    <message>
        <source>%1: %2 is %3, which is none of the %4 tokens.</source>
        <translation>%1：%2 为 %3，不在 %4 个词元之中。</translation>
    </message>
    <message>
        <source>%1: tokenizer.ggml.token_type has %2 values for %3 tokens.</source>
        <translation>%1：tokenizer.ggml.token_type 有 %2 个值，而词元有 %3 个。</translation>
    </message>
    <message>
        <source>%1: merge %2 (&quot;%3&quot;) is no pair of two tokens.</source>
        <translation>%1：合并 %2（“%3”）不是一对词元。</translation>
    </message>
    <message>
        <source>%1: the vocabulary&apos;s kind &quot;%2&quot; (tokenizer.ggml.model) is not known to this version; &quot;llama&quot;, &quot;gpt2&quot;, &quot;t5&quot; and &quot;bert&quot; are.</source>
        <translation>%1：此版本不支持词表类型“%2”(tokenizer.ggml.model)；支持“llama”、“gpt2”、“t5”和“bert”。</translation>
    </message>
    <message>
        <source>%1: the vocabulary in the metadata is damaged: %2</source>
        <translation>%1：元数据中的词表已损坏：%2</translation>
    </message>
    <message>
        <source>%1: token %2 at offset %3 does not fit into the file&apos;s %4 bytes. The file is damaged or no tokenizer of llama2.c.</source>
        <translation>%1：偏移 %3 处的词元 %2 超出文件的 %4 字节。文件已损坏，或不是 llama2.c 的分词器。</translation>
    </message>
    <message>
        <source>%1: the tokenizer&apos;s steps are nested more than 16 deep.</source>
        <translation>%1：分词器的步骤嵌套超过 16 层。</translation>
    </message>
    <message>
        <source>%1: the normalizer &quot;%2&quot; is not known to this version.</source>
        <translation>%1：此版本不支持规范化器“%2”。</translation>
    </message>
    <message>
        <source>There is no tokenizer in %1. Looked for tokenizer.json, tokenizer.model, vocab.json with merges.txt, vocab.txt.</source>
        <translation>%1 中没有分词器。已查找 tokenizer.json、tokenizer.model、vocab.json 及 merges.txt、vocab.txt。</translation>
    </message>
    <message>
        <source>There is no token %1; the vocabulary&apos;s tokens are 0 to %2.</source>
        <translation>没有词元 %1；词表的词元为 0 到 %2。</translation>
    </message>
    <message>
        <source>%1: the prepend scheme &quot;%2&quot; is not known to this version.</source>
        <translation>%1：此版本不支持前置方式“%2”。</translation>
    </message>
    <message>
        <source>%1: the pre-tokenizer &quot;%2&quot; is not known to this version.</source>
        <translation>%1：此版本不支持预分词器“%2”。</translation>
    </message>
    <message>
        <source>%1: the unknown token &quot;%2&quot; is not in the vocabulary.</source>
        <translation>%1：未知词元“%2”不在词表中。</translation>
    </message>
    <message>
        <source>%1: merge %2 (&quot;%3&quot; with &quot;%4&quot;) needs the token &quot;%5&quot;, which is not in the vocabulary. The files do not belong together.</source>
        <translation>%1：合并 %2（“%3”与“%4”）需要词元“%5”，但它不在词表中。这些文件不匹配。</translation>
    </message>
    <message>
        <source>The text is longer than 2 GiB. Use a part of it.</source>
        <translation>文本超过 2 GiB。请使用其中一部分。</translation>
    </message>
    <message>
        <source>%1: there are %2 scores for %3 tokens. The file is damaged.</source>
        <translation>%1：%3 个词元有 %2 个分数。文件已损坏。</translation>
    </message>
    <message>
        <source>%1: the score of token %2 is not a finite number. The file is damaged.</source>
        <translation>%1：词元 %2 的分数不是有限数。文件已损坏。</translation>
    </message>
    <message>
        <source>%1: the SentencePiece library reports: %2.</source>
        <translation>%1：SentencePiece 库报告：%2。</translation>
    </message>
    <message>
        <source>There is no memory left to split a text into tokens.</source>
        <translation>没有内存可用于分词。</translation>
    </message>
    <message>
        <source>%1: a regular expression is %2 bytes long; more than %3 are not supported.</source>
        <translation>%1：某个正则表达式长 %2 字节；最多支持 %3 字节。</translation>
    </message>
    <message>
        <source>%1: the regular expression &quot;%2&quot; is not understood at character %3: %4.</source>
        <translation>%1：正则表达式“%2”在第 %3 个字符处无法理解：%4。</translation>
    </message>
    <message>
        <source>%1: the regular expression &quot;%2&quot; does not come to an end on this text (at byte %3: %4). Use another tokenizer or a shorter text.</source>
        <translation>%1：正则表达式“%2”在此文本上无法结束（字节 %3 处：%4）。请使用其他分词器或更短的文本。</translation>
    </message>
    <message>
        <source>%1: the split behaviour &quot;%2&quot; is not known to this version.</source>
        <translation>%1：此版本不支持切分方式“%2”。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>%1 is %2 bytes long; a tokenizer&apos;s file has at most %3.</source>
        <translation>%1 长 %2 字节；分词器文件最多 %3 字节。</translation>
    </message>
    <message>
        <source>%1 is not valid JSON: %2</source>
        <translation>%1 不是有效的 JSON：%2</translation>
    </message>
    <message>
        <source>%1: the decoder &quot;%2&quot; is not known to this version.</source>
        <translation>%1：此版本不支持解码器“%2”。</translation>
    </message>
    <message>
        <source>%1: the template of special tokens names &quot;%2&quot;, which is not in the vocabulary.</source>
        <translation>%1：特殊词元模板中的“%2”不在词表中。</translation>
    </message>
    <message>
        <source>%1: the template of special tokens has %2 places for the text instead of one.</source>
        <translation>%1：特殊词元模板有 %2 处文本位置，应为一处。</translation>
    </message>
    <message>
        <source>%1: the post-processor &quot;%2&quot; is not known to this version.</source>
        <translation>%1：此版本不支持后处理器“%2”。</translation>
    </message>
    <message>
        <source>%1: the id of the token &quot;%2&quot; is no whole number.</source>
        <translation>%1：词元“%2”的编号不是整数。</translation>
    </message>
    <message>
        <source>%1: the tokenizer&apos;s model &quot;%2&quot; is not known to this version; BPE, WordPiece, Unigram and WordLevel are.</source>
        <translation>%1：此版本不支持分词模型“%2”；支持 BPE、WordPiece、Unigram 和 WordLevel。</translation>
    </message>
    <message>
        <source>%1 does not describe a tokenizer: %2</source>
        <translation>%1 没有描述分词器：%2</translation>
    </message>
    <message>
        <source>%1: an added token&apos;s id is no number (%2).</source>
        <translation>%1：附加词元的编号不是数字（%2）。</translation>
    </message>
    <message>
        <source>%1: a field is not what it should be: %2</source>
        <translation>%1：某个字段不符合要求：%2</translation>
    </message>
    <message>
        <source>ICU cannot load Unicode&apos;s normal forms: %1. Install its data.</source>
        <translation>ICU 无法加载 Unicode 规范形式：%1。请安装其数据。</translation>
    </message>
    <message>
        <source>ICU cannot normalise the text: %1.</source>
        <translation>ICU 无法规范化文本：%1。</translation>
    </message>
    <message>
        <source>%1: the unknown token&apos;s id %2 is not in the vocabulary of %3.</source>
        <translation>%1：未知词元的编号 %2 不在大小为 %3 的词表中。</translation>
    </message>
    <message>
        <source>%1: the token &quot;%2&quot; has the id %3, which is not between 0 and %4. The file is damaged.</source>
        <translation>%1：词元“%2”的编号为 %3，不在 0 到 %4 之间。文件已损坏。</translation>
    </message>
    <message>
        <source>%1: the id %2 is given to two tokens, &quot;%3&quot; and &quot;%4&quot;. The file is damaged.</source>
        <translation>%1：编号 %2 同时属于“%3”和“%4”。文件已损坏。</translation>
    </message>
    <message>
        <source>%1: token %2 is %3 bytes long; more than %4 are not supported.</source>
        <translation>%1：词元 %2 长 %3 字节；最多支持 %4 字节。</translation>
    </message>
    <message>
        <source>%1: a vocabulary must be a JSON object of tokens and ids.</source>
        <translation>%1：词表必须是由词元和编号组成的 JSON 对象。</translation>
    </message>
    <message>
        <source>Queries %1 to %2 and keys %3 to %4 are no part of an attention map of %5 queries and %6 keys.</source>
        <translation>查询 %1 到 %2、键 %3 到 %4 不在 %5 个查询、%6 个键的注意力图之内。</translation>
    </message>
    <message>
        <source>There is no head %1 of layer %2: the run has %3 layers of %4 heads, counted from 0.</source>
        <translation>第 %2 层没有头 %1：此次运行有 %3 层，每层 %4 个头，从 0 开始计数。</translation>
    </message>
    <message>
        <source>The attention of layer %1 was not captured.</source>
        <translation>没有捕获第 %1 层的注意力。</translation>
    </message>
    <message>
        <source>“%1” cannot be captured. Did you mean “%2”?</source>
        <translation>无法捕获“%1”。您是指“%2”吗？</translation>
    </message>
    <message>
        <source>%1 was captured for %2 of %3 positions.</source>
        <translation>%1 只捕获了 %3 个位置中的 %2 个。</translation>
    </message>
    <message>
        <source>The recipe is damaged: %1</source>
        <translation>配方已损坏：%1</translation>
    </message>
    <message>
        <source>There is nothing to run: the prompt has no tokens.</source>
        <translation>没有可运行的内容：提示词没有词元。</translation>
    </message>
    <message>
        <source>The number of steps cannot be %1.</source>
        <translation>步数不能为 %1。</translation>
    </message>
    <message>
        <source>“%1” is out of range.</source>
        <translation>“%1”超出范围。</translation>
    </message>
    <message>
        <source>it is of version %1, this program reads version %2.</source>
        <translation>其版本为 %1，本程序读取版本 %2。</translation>
    </message>
    <message>
        <source>“recipe” and “model” must be objects.</source>
        <translation>“recipe”和“model”必须是对象。</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: its tokens and their texts differ in number.</source>
        <translation>%1 是损坏的运行记录：词元与其文本数目不同。</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: its prompt is longer than the run.</source>
        <translation>%1 是损坏的运行记录：提示词比整个运行还长。</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: a step lies at position %2, outside the run.</source>
        <translation>%1 是损坏的运行记录：某步位于位置 %2，超出运行范围。</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: the tensor %2 of type %3 and shape %4 does not fit its %5 tokens and its model (F32 %6 was expected, −1 for any).</source>
        <translation>%1 是损坏的运行记录：类型 %3、形状 %4 的张量 %2 与其 %5 个词元及模型不符（应为 F32 %6，−1 表示任意）。</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: the tensor %2 belongs to none of its %3 layers.</source>
        <translation>%1 是损坏的运行记录：张量 %2 不属于其 %3 层中的任何一层。</translation>
    </message>
    <message>
        <source>%1 is a safetensors file, but no trace of Saccade: its metadata has no entry “saccade”. `saccade run --trace` writes traces.</source>
        <translation>%1 是 safetensors 文件，但不是 Saccade 的运行记录：其元数据没有“saccade”条目。`saccade run --trace` 可写出运行记录。</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: its description is not as expected: %2</source>
        <translation>%1 是损坏的运行记录：其描述不符合预期：%2</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: it has no tensor “tokens” of type I32 and one axis.</source>
        <translation>%1 是损坏的运行记录：缺少类型为 I32、只有一个轴的张量“tokens”。</translation>
    </message>
    <message>
        <source>The cache was made for another device.</source>
        <translation>该缓存属于其他设备。</translation>
    </message>
    <message>
        <source>The GPU %1 cannot be used: %2</source>
        <translation>GPU %1 无法使用：%2</translation>
    </message>
    <message>
        <source>There is no GPU %1 any more; `saccade devices` lists those there are.</source>
        <translation>GPU %1 已不存在；`saccade devices` 会列出现有的 GPU。</translation>
    </message>
    <message>
        <source>The GPU has no activation %1; choose the CPU (--device cpu).</source>
        <translation>GPU 不支持激活函数 %1；请选择 CPU (--device cpu)。</translation>
    </message>
    <message>
        <source>The GPU does not compute with values of type %1; choose the CPU (--device cpu).</source>
        <translation>GPU 不能计算类型为 %1 的值；请选择 CPU (--device cpu)。</translation>
    </message>
    <message>
        <source>The GPU %1 did not finish in %2 minutes. Choose a smaller context, or the CPU (--device cpu).</source>
        <translation>GPU %1 在 %2 分钟内没有完成。请选择更小的上下文或 CPU (--device cpu)。</translation>
    </message>
    <message>
        <source>SACCADE_VULKAN_VALIDATION is set, but there are no validation layers: install vulkan-validationlayers.</source>
        <translation>设置了 SACCADE_VULKAN_VALIDATION，但没有验证层：请安装 vulkan-validationlayers。</translation>
    </message>
    <message>
        <source>The Vulkan driver lacks the function %1; install a driver for Vulkan 1.2 or later.</source>
        <translation>Vulkan 驱动缺少函数 %1；请安装支持 Vulkan 1.2 或更高版本的驱动。</translation>
    </message>
    <message>
        <source>There is no Vulkan on this machine: %1 cannot be opened. Install the Vulkan loader (libvulkan1) and the driver of the graphics card.</source>
        <translation>此机器没有 Vulkan：无法打开 %1。请安装 Vulkan 加载器 (libvulkan1) 和显卡驱动。</translation>
    </message>
    <message>
        <source>The library named by SACCADE_VULKAN_LIBRARY is no Vulkan loader.</source>
        <translation>SACCADE_VULKAN_LIBRARY 指定的库不是 Vulkan 加载器。</translation>
    </message>
    <message>
        <source>The GPU cannot compute %1 yet; choose the CPU (--device cpu).</source>
        <translation>GPU 尚不能计算 %1；请选择 CPU (--device cpu)。</translation>
    </message>
    <message>
        <source>The kernel %1 would need %2 steps, more than this software GPU can count (%3). Choose the CPU (--device cpu) or a smaller context.</source>
        <translation>内核 %1 需要 %2 步，超出此软件 GPU 的计数上限 (%3)。请选择 CPU (--device cpu) 或更小的上下文。</translation>
    </message>
    <message>
        <source>A value of %1 takes %2 bytes; this GPU addresses %3 at once. Choose a smaller batch or context, or the CPU (--device cpu).</source>
        <translation>%1 的值需要 %2 字节；此 GPU 一次可寻址 %3 字节。请选择更小的批次或上下文，或 CPU (--device cpu)。</translation>
    </message>
    <message>
        <source>The GPU %1 has %2 MiB free of %3 MiB; needed are %4 MiB for weights, %5 MiB for the cache and %6 MiB for what is computed. Choose a smaller context or model, or the CPU (--device cpu).</source>
        <translation>GPU %1 共 %3 MiB，可用 %2 MiB；权重需要 %4 MiB，缓存需要 %5 MiB，计算需要 %6 MiB。请选择更小的上下文或模型，或 CPU (--device cpu)。</translation>
    </message>
    <message>
        <source>The value #%1 is no input of this program.</source>
        <translation>值 #%1 不是此程序的输入。</translation>
    </message>
    <message>
        <source>The input %1 is %2 %3, not %4 %5.</source>
        <translation>输入 %1 是 %2 %3，而不是 %4 %5。</translation>
    </message>
    <message>
        <source>The value #%1 is no output of this program.</source>
        <translation>值 #%1 不是此程序的输出。</translation>
    </message>
    <message>
        <source>Its driver offers Vulkan %1; 1.2 is needed.</source>
        <translation>其驱动提供 Vulkan %1；需要 1.2。</translation>
    </message>
    <message>
        <source>It has no queue for compute work.</source>
        <translation>它没有计算队列。</translation>
    </message>
    <message>
        <source>It lacks arithmetic in subgroups.</source>
        <translation>它缺少子组算术。</translation>
    </message>
    <message>
        <source>Its texel buffers hold %1 elements; %2 are needed.</source>
        <translation>其纹素缓冲区容纳 %1 个元素；需要 %2 个。</translation>
    </message>
    <message>
        <source>It lacks a format of texel buffers.</source>
        <translation>它缺少一种纹素缓冲区格式。</translation>
    </message>
    <message>
        <source>The GPU was lost (%1): its driver reset it, or it was removed. Open the model again, or choose the CPU (--device cpu).</source>
        <translation>GPU 已丢失 (%1)：驱动重置了它，或它已被移除。请重新打开模型，或选择 CPU (--device cpu)。</translation>
    </message>
    <message>
        <source>The GPU has no memory left (%1). Close other programs, or choose a smaller context, a smaller model or the CPU (--device cpu).</source>
        <translation>GPU 内存不足 (%1)。请关闭其他程序，或选择更小的上下文、更小的模型或 CPU (--device cpu)。</translation>
    </message>
    <message>
        <source>The computer has no memory left for the GPU driver (%1). Close other programs and try again.</source>
        <translation>计算机没有内存供 GPU 驱动使用 (%1)。请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>The Vulkan driver failed (%1, code %2). Update the driver, or choose the CPU (--device cpu).</source>
        <translation>Vulkan 驱动出错（%1，代码 %2）。请更新驱动，或选择 CPU (--device cpu)。</translation>
    </message>
    <message>
        <source>The state %1 is %2 %3 in one program and %4 %5 in another.</source>
        <translation>状态 %1 在一个程序中是 %2 %3，在另一个中是 %4 %5。</translation>
    </message>
    <message>
        <source>This attention is not on a picture: choose another part, or another figure.</source>
        <translation>此注意力不在图片上：请选择其他部分或其他图。</translation>
    </message>
    <message>
        <source>It does not say of which architecture it is.</source>
        <translation>它没有说明自己的架构。</translation>
    </message>
    <message>
        <source>Saccade does not know the architecture “%1”.</source>
        <translation>Saccade 不认识架构“%1”。</translation>
    </message>
    <message>
        <source>It has its weights only for %1: get them as safetensors or GGUF.</source>
        <translation>它的权重只有 %1 格式：请获取 safetensors 或 GGUF 格式。</translation>
    </message>
    <message>
        <source>Only its configuration is here, not its weights.</source>
        <translation>这里只有它的配置，没有权重。</translation>
    </message>
    <message>
        <source>Its weights are quantised with %1, which Saccade does not read: get the original ones, or GGUF.</source>
        <translation>它的权重用 %1 量化，Saccade 不能读取：请获取原始权重或 GGUF。</translation>
    </message>
    <message>
        <source>Part %1 of its %2 files is missing: download it again.</source>
        <translation>它的 %2 个文件中缺少第 %1 个：请重新下载。</translation>
    </message>
    <message>
        <source>It is the picture projector of another model, not a model by itself.</source>
        <translation>它是另一个模型的图像投影器，本身不是模型。</translation>
    </message>
    <message>
        <source>It is a pipeline of several models, which Saccade does not open.</source>
        <translation>它是由多个模型组成的流水线，Saccade 不能打开。</translation>
    </message>
    <message>
        <source>Its manifest %1 names no GGUF file.</source>
        <translation>它的清单 %1 没有指明 GGUF 文件。</translation>
    </message>
    <message>
        <source>Its file %1 is missing: pull the model again.</source>
        <translation>它的文件 %1 缺失：请重新拉取模型。</translation>
    </message>
    <message>
        <source>The bias must be F32 [heads, n, capacity], [heads, 1, capacity] or [1, n, capacity].</source>
        <translation>偏置必须是 F32 [heads, n, capacity]、[heads, 1, capacity] 或 [1, n, capacity]。</translation>
    </message>
    <message>
        <source>Three or four inputs are needed.</source>
        <translation>需要三个或四个输入。</translation>
    </message>
    <message>
        <source>Four or five inputs are needed.</source>
        <translation>需要四个或五个输入。</translation>
    </message>
    <message>
        <source>The slopes must be a constant F32 [heads].</source>
        <translation>斜率必须是常量 F32 [heads]。</translation>
    </message>
    <message>
        <source>The table must be a constant of floats [buckets, heads].</source>
        <translation>表必须是浮点常量 [buckets, heads]。</translation>
    </message>
    <message>
        <source>The buckets do not fit the maximum distance.</source>
        <translation>桶数与最大距离不符。</translation>
    </message>
    <message>
        <source>The probabilities must be F32 [n, experts].</source>
        <translation>概率必须是 F32 [n, experts]。</translation>
    </message>
    <message>
        <source>There are fewer experts than shall be chosen.</source>
        <translation>专家数少于要选择的数量。</translation>
    </message>
    <message>
        <source>There must be an expert.</source>
        <translation>必须至少有一个专家。</translation>
    </message>
    <message>
        <source>The experts must be I32 [n, k].</source>
        <translation>专家编号必须是 I32 [n, k]。</translation>
    </message>
    <message>
        <source>The input must be F32 [n, in] or [n·k, in].</source>
        <translation>输入必须是 F32 [n, in] 或 [n·k, in]。</translation>
    </message>
    <message>
        <source>The experts must be of one type and shape.</source>
        <translation>各专家的类型和形状必须相同。</translation>
    </message>
    <message>
        <source>The inputs must be F32 [n·k, width] and [n, k].</source>
        <translation>输入必须是 F32 [n·k, width] 和 [n, k]。</translation>
    </message>
    <message>
        <source>At least one input is needed.</source>
        <translation>至少需要一个输入。</translation>
    </message>
    <message>
        <source>The parts must have rows.</source>
        <translation>各部分必须有行。</translation>
    </message>
    <message>
        <source>The parts must be F32.</source>
        <translation>各部分必须是 F32。</translation>
    </message>
    <message>
        <source>The parts may differ in the first extent only.</source>
        <translation>各部分只能在第一维上不同。</translation>
    </message>
    <message>
        <source>The parts have too many rows.</source>
        <translation>各部分的行数过多。</translation>
    </message>
    <message>
        <source>The window&apos;s sizes must be positive.</source>
        <translation>窗口尺寸必须为正。</translation>
    </message>
    <message>
        <source>The window is larger than what it looks at.</source>
        <translation>窗口大于它所覆盖的内容。</translation>
    </message>
    <message>
        <source>%1 reads its input whole and does not write: ask for 0 steps.</source>
        <translation>%1 一次读取全部输入，不会续写：请使用 0 步。</translation>
    </message>
    <message>
        <source>%1 has no encoder: give it a text alone.</source>
        <translation>%1 没有编码器：请只给它文本。</translation>
    </message>
    <message>
        <source>%1 does not read images.</source>
        <translation>%1 不读取图片。</translation>
    </message>
    <message>
        <source>%1 does not read sounds.</source>
        <translation>%1 不读取声音。</translation>
    </message>
    <message>
        <source>The encoder has read nothing yet that the decoder could look at.</source>
        <translation>编码器尚未读取任何内容供解码器查看。</translation>
    </message>
    <message>
        <source>The model was made ready for “%1” of the shape %2, but is given %3.</source>
        <translation>模型已为形状 %2 的“%1”做好准备，但得到的是 %3。</translation>
    </message>
    <message>
        <source>The run holds no attention called “%1”. It holds: %2.</source>
        <translation>此次运行没有名为“%1”的注意力。它包含：%2。</translation>
    </message>
    <message>
        <source>“%1” is no number that %2 can take.</source>
        <translation>“%1”不是 %2 可接受的数。</translation>
    </message>
    <message>
        <source>The option %1 needs a value after it.</source>
        <translation>选项 %1 后面需要一个值。</translation>
    </message>
    <message>
        <source>%1 is not for the model “%2”, which takes: %3.</source>
        <translation>%1 不适用于模型“%2”，它接受：%3。</translation>
    </message>
    <message>
        <source>The model “%1” needs something to read. It takes: %2.</source>
        <translation>模型“%1”需要输入。它接受：%2。</translation>
    </message>
    <message>
        <source>--pair is a second text beside --text: of --tokens, --segments says which belong to which.</source>
        <translation>--pair 是 --text 之外的第二段文本：用 --tokens 时，由 --segments 说明归属。</translation>
    </message>
    <message>
        <source>Give --decoder-text or --decoder-tokens, not both.</source>
        <translation>请给出 --decoder-text 或 --decoder-tokens，不要两者都给。</translation>
    </message>
    <message>
        <source>%1 heads side by side do not fit this figure: draw a wider one, or one head as “attention”.</source>
        <translation>此图放不下并排的 %1 个头：请画更宽的图，或用“attention”画一个头。</translation>
    </message>
    <message>
        <source>%1 is no model that Saccade opens: these are safetensors files, Hugging Face folders, PyTorch files (.pth, .pt, .bin), GGUF files (.gguf) and llama2.c files (.bin).</source>
        <translation>%1 不是 Saccade 能打开的模型：可以打开 safetensors 文件、Hugging Face 文件夹、PyTorch 文件（.pth、.pt、.bin）、GGUF 文件（.gguf）和 llama2.c 文件（.bin）。</translation>
    </message>
    <message>
        <source>The file %1 is damaged: it should end at byte %2, but goes on to byte %3.</source>
        <translation>文件 %1 已损坏：它应在第 %2 字节结束，却延续到第 %3 字节。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1, before byte %3, is of a type that is not known.</source>
        <translation>%1 中第 %3 字节前的张量 %2 类型未知。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1, before byte %3, has no name or too many axes.</source>
        <translation>%1 中第 %3 字节前的张量 %2 没有名称或维数过多。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1, before byte %3, has not as many elements as its shape says.</source>
        <translation>%1 中第 %3 字节前的张量 %2 的元素数与形状不符。</translation>
    </message>
    <message>
        <source>%1 gives another name, before byte %3, to the tensor %2, which it has not.</source>
        <translation>%1 在第 %3 字节前给不存在的张量 %2 起了别名。</translation>
    </message>
    <message>
        <source>%1 has the tensor %2 twice, the second before byte %3.</source>
        <translation>%1 中张量 %2 出现两次，第二次在第 %3 字节前。</translation>
    </message>
    <message>
        <source>%1 is a Python pickle, but not as torch.save writes it: save the model&apos;s state_dict with torch.save, or as safetensors.</source>
        <translation>%1 是 Python pickle，但不是 torch.save 写的格式：请用 torch.save 保存模型的 state_dict，或保存为 safetensors。</translation>
    </message>
    <message>
        <source>%1 is a model for %2, which Saccade does not open: use the model&apos;s PyTorch or safetensors files.</source>
        <translation>%1 是用于 %2 的模型，Saccade 不能打开：请使用该模型的 PyTorch 或 safetensors 文件。</translation>
    </message>
    <message>
        <source>%1 is one of %2 parts of a model, whose names should end with %3: give all parts their names back.</source>
        <translation>%1 是模型的 %2 个部分之一，其名称应以 %3 结尾：请恢复所有部分的名称。</translation>
    </message>
    <message>
        <source>%1 says of itself that it is part %2 of %3, but its name says %4 of %5.</source>
        <translation>%1 自称是 %3 个部分中的第 %2 个，但名称说是 %5 个中的第 %4 个。</translation>
    </message>
    <message>
        <source>%1 is one of %2 parts of a model, but %3 is missing: download it into the same folder.</source>
        <translation>%1 是模型的 %2 个部分之一，但缺少 %3：请下载到同一文件夹。</translation>
    </message>
    <message>
        <source>The parts of %1 have %2 tensors together; they should have %3.</source>
        <translation>%1 的各部分共有 %2 个张量；应有 %3 个。</translation>
    </message>
    <message>
        <source>%1 is no GGUF file.</source>
        <translation>%1 不是 GGUF 文件。</translation>
    </message>
    <message>
        <source>The array in %1 has the element type %2, which Saccade does not read: store it as &apos;&lt;f4&apos; or &apos;&lt;i8&apos;.</source>
        <translation>%1 中数组的元素类型为 %2，Saccade 不能读取：请存为 &apos;&lt;f4&apos; 或 &apos;&lt;i8&apos;。</translation>
    </message>
    <message>
        <source>%1 is no array of numpy.</source>
        <translation>%1 不是 numpy 数组。</translation>
    </message>
    <message>
        <source>The archive %1 has the entry %2 twice.</source>
        <translation>归档 %1 中条目 %2 出现两次。</translation>
    </message>
    <message>
        <source>The archive %1 holds no arrays of numpy.</source>
        <translation>归档 %1 中没有 numpy 数组。</translation>
    </message>
    <message>
        <source>The array in %1 has a header that numpy does not write, at its byte %2.</source>
        <translation>%1 中数组的头部不是 numpy 所写，位于其第 %2 字节。</translation>
    </message>
    <message>
        <source>%1 is refused: its pickle has the instruction %3 at byte %2, which no checkpoint of tensors needs. Save the model&apos;s state_dict alone, or as safetensors.</source>
        <translation>拒绝打开 %1：其 pickle 在第 %2 字节有指令 %3，张量检查点不需要它。请只保存模型的 state_dict，或保存为 safetensors。</translation>
    </message>
    <message>
        <source>The values in %1 are nested deeper than %2 levels, or contain themselves.</source>
        <translation>%1 中的值嵌套超过 %2 层，或包含自身。</translation>
    </message>
    <message>
        <source>%1 is refused: its pickle copies the same values over and over.</source>
        <translation>拒绝打开 %1：其 pickle 反复复制相同的值。</translation>
    </message>
    <message>
        <source>%1 is refused: its pickle has a whole number of %3 bytes at byte %2; 8 are read.</source>
        <translation>拒绝打开 %1：其 pickle 在第 %2 字节有 %3 字节的整数；只读取 8 字节。</translation>
    </message>
    <message>
        <source>%1 is refused: at byte %2 its pickle calls a value that is no function.</source>
        <translation>拒绝打开 %1：其 pickle 在第 %2 字节调用了不是函数的值。</translation>
    </message>
    <message>
        <source>%1 is refused: at byte %2 its pickle gives %3 arguments that it does not take.</source>
        <translation>拒绝打开 %1：其 pickle 在第 %2 字节给 %3 传了它不接受的参数。</translation>
    </message>
    <message>
        <source>The pickle in %1 is damaged: the instruction at byte %2 does not find the values that it needs.</source>
        <translation>%1 中的 pickle 已损坏：第 %2 字节的指令找不到所需的值。</translation>
    </message>
    <message>
        <source>%1 is refused: at byte %2 its pickle asks for %3, and only tensors and plain values are read. If you trust it, save the model&apos;s state_dict alone, or as safetensors.</source>
        <translation>拒绝打开 %1：其 pickle 在第 %2 字节要求 %3，而这里只读取张量和普通值。如果您信任它，请只保存模型的 state_dict，或保存为 safetensors。</translation>
    </message>
    <message>
        <source>The picture %1 has %2 × %3 pixels. At most %4 a side and 100 million in all are read: make it smaller.</source>
        <translation>图片 %1 有 %2 × %3 像素。每边最多读取 %4 像素，总共最多一亿像素：请缩小它。</translation>
    </message>
    <message>
        <source>%1 is no picture that Saccade reads: these are PNG, JPEG and WebP.</source>
        <translation>%1 不是 Saccade 能读取的图片：可读取 PNG、JPEG 和 WebP。</translation>
    </message>
    <message>
        <source>The picture %1 cannot be read: %2.</source>
        <translation>无法读取图片 %1：%2。</translation>
    </message>
    <message>
        <source>%1 has no header of rwkv.cpp.</source>
        <translation>%1 没有 rwkv.cpp 的文件头。</translation>
    </message>
    <message>
        <source>%1 is a file of rwkv.cpp of version %2; Saccade opens versions 100 and 101. Convert it anew.</source>
        <translation>%1 是版本 %2 的 rwkv.cpp 文件；Saccade 能打开版本 100 和 101。请重新转换。</translation>
    </message>
    <message>
        <source>The header of %1 states %2 tokens, %3 channels and %4 layers, which is not possible.</source>
        <translation>%1 的文件头声明了 %2 个词元、%3 个通道和 %4 层，这不可能。</translation>
    </message>
    <message>
        <source>The tensor at byte %2 of %1 has %3 axes and a name of %4 bytes: the file is damaged.</source>
        <translation>%1 第 %2 字节处的张量有 %3 维，名称长 %4 字节：文件已损坏。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has the element type %3 of version %4, which Saccade does not read: quantise it anew with a recent rwkv.cpp.</source>
        <translation>%1 中的张量 %2 的元素类型是版本 %4 的 %3，Saccade 不能读取：请用较新的 rwkv.cpp 重新量化。</translation>
    </message>
    <message>
        <source>The index %1 looks for the tensor %2 in %3, which is not the name of a file of weights in the same folder.</source>
        <translation>索引 %1 在 %3 中查找张量 %2，而它不是同一文件夹中权重文件的名称。</translation>
    </message>
    <message>
        <source>The sound %1 cannot be read: %2</source>
        <translation>无法读取声音 %1：%2</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>没有文件 %1。</translation>
    </message>
    <message>
        <source>%1 is no sound that Saccade reads: these are WAV, AIFF, FLAC, Ogg and MP3 files.</source>
        <translation>%1 不是 Saccade 能读取的声音：可读取 WAV、AIFF、FLAC、Ogg 和 MP3 文件。</translation>
    </message>
    <message>
        <source>The sound %1 is longer than an hour: cut out the part that the model shall hear.</source>
        <translation>声音 %1 超过一小时：请截取要让模型听的部分。</translation>
    </message>
    <message>
        <source>The sound %1 holds a number that is not finite, at sample %2.</source>
        <translation>声音 %1 在第 %2 个采样处有非有限数。</translation>
    </message>
    <message>
        <source>The sound %1 has %2 channels of %3 samples a second, which is not possible.</source>
        <translation>声音 %1 有 %2 个声道、每秒 %3 个采样，这不可能。</translation>
    </message>
    <message>
        <source>The sound %1 is empty.</source>
        <translation>声音 %1 是空的。</translation>
    </message>
    <message>
        <source>%1 was written on a big-endian machine, which Saccade does not read: save it again on another.</source>
        <translation>%1 是在大端机器上写的，Saccade 不能读取：请在其他机器上重新保存。</translation>
    </message>
    <message>
        <source>%1 is a zip archive, but no PyTorch checkpoint: it has no data.pkl. Unpack it and open what is inside.</source>
        <translation>%1 是 zip 归档，但不是 PyTorch 检查点：没有 data.pkl。请解压后打开其中的内容。</translation>
    </message>
    <message>
        <source>%1 is a TorchScript program, which Saccade does not run: save the model&apos;s state_dict with torch.save, or as safetensors.</source>
        <translation>%1 是 TorchScript 程序，Saccade 不会运行它：请用 torch.save 保存模型的 state_dict，或保存为 safetensors。</translation>
    </message>
    <message>
        <source>The archive %1 lacks %2, which its tensors need: it is incomplete.</source>
        <translation>归档 %1 缺少其张量所需的 %2：它不完整。</translation>
    </message>
    <message>
        <source>%1 is damaged: at byte %2 it lists a record that no tensor mentions.</source>
        <translation>%1 已损坏：第 %2 字节列出了没有张量提到的记录。</translation>
    </message>
    <message>
        <source>%1 is a PyTorch file of an unknown version: save it again, with a newer PyTorch.</source>
        <translation>%1 是未知版本的 PyTorch 文件：请用较新的 PyTorch 重新保存。</translation>
    </message>
    <message>
        <source>%1 is no file of torch.save.</source>
        <translation>%1 不是 torch.save 的文件。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 reads the record %3 as another type or size than the tensors before it.</source>
        <translation>%1 中的张量 %2 读取记录 %3 的类型或大小与之前的张量不同。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1, of the shape %3, reaches beyond its record of %4 elements.</source>
        <translation>%1 中形状为 %3 的张量 %2 超出了其 %4 个元素的记录。</translation>
    </message>
    <message>
        <source>The record %2 of %1 has %3 bytes, but its tensors need %4.</source>
        <translation>%1 的记录 %2 有 %3 字节，但其张量需要 %4 字节。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1, of the shape %3, is far larger than the record that it repeats.</source>
        <translation>%1 中形状为 %3 的张量 %2 远大于它所重复的记录。</translation>
    </message>
    <message>
        <source>The archive %1 has no directory at its end: it is incomplete. Download it again.</source>
        <translation>归档 %1 末尾没有目录：它不完整。请重新下载。</translation>
    </message>
    <message>
        <source>The entry %2 of the archive %1 is encrypted: unpack it first.</source>
        <translation>归档 %1 的条目 %2 已加密：请先解压。</translation>
    </message>
    <message>
        <source>The entry %2 of the archive %1 cannot be unpacked: it is damaged, or packed in an unusual way.</source>
        <translation>无法解压归档 %1 的条目 %2：它已损坏，或压缩方式不常见。</translation>
    </message>
    <message>
        <source>The archive %1 is damaged at byte %2: download it again.</source>
        <translation>归档 %1 在第 %2 字节处损坏：请重新下载。</translation>
    </message>
    <message>
        <source>The inputs of the recurrence do not fit together.</source>
        <translation>递推的输入彼此不匹配。</translation>
    </message>
    <message>
        <source>Numbers and table of fixed-point arithmetic do not fit together.</source>
        <translation>定点运算的数与表不相配。</translation>
    </message>
    <message>
        <source>A recurrence needs F32 inputs.</source>
        <translation>递推需要 F32 输入。</translation>
    </message>
    <message>
        <source>The first input of a recurrence must be a state.</source>
        <translation>递推的第一个输入必须是状态。</translation>
    </message>
    <message>
        <source>no more groups than layers are expected.</source>
        <translation>组数不应多于层数。</translation>
    </message>
    <message>
        <source>as many as the encoder&apos;s are expected.</source>
        <translation>数量应与编码器相同。</translation>
    </message>
    <message>
        <source>at most 65536 positions are expected.</source>
        <translation>最多应有 65536 个位置。</translation>
    </message>
    <message>
        <source>an even number from 4 on is expected.</source>
        <translation>应为不小于 4 的偶数。</translation>
    </message>
    <message>
        <source>“absolute” is expected.</source>
        <translation>应为“absolute”。</translation>
    </message>
    <message>
        <source>heads of equal size are expected.</source>
        <translation>各头的大小应相同。</translation>
    </message>
    <message>
        <source>a word for each layer is expected.</source>
        <translation>每层应有一个词。</translation>
    </message>
    <message>
        <source>%1 reads a picture, a text or both, and was given neither.</source>
        <translation>%1 读取图片、文本或两者，但什么都没有给它。</translation>
    </message>
    <message>
        <source>%1 reads a text, and was given none.</source>
        <translation>%1 读取文本，但没有给它文本。</translation>
    </message>
    <message>
        <source>%1 reads a picture, and was given none.</source>
        <translation>%1 读取图片，但没有给它图片。</translation>
    </message>
    <message>
        <source>The text has %1 tokens, but %2 reads at most %3.</source>
        <translation>文本有 %1 个词元，但 %2 最多读取 %3 个。</translation>
    </message>
    <message>
        <source>a whole number from 0 to 2147483647 is expected.</source>
        <translation>应为 0 到 2147483647 的整数。</translation>
    </message>
    <message>
        <source>a list of whole numbers is expected.</source>
        <translation>应为整数列表。</translation>
    </message>
    <message>
        <source>a list of words is expected.</source>
        <translation>应为词列表。</translation>
    </message>
    <message>
        <source>%1 is a model of CTranslate2 with %2, which Saccade does not know: it opens encoder–decoder transformers with positions that are added.</source>
        <translation>%1 是带有 %2 的 CTranslate2 模型，Saccade 不认识：可打开位置编码为相加式的编码器–解码器 Transformer。</translation>
    </message>
    <message>
        <source>The tensor “%2” in %1 has no scale that fits it.</source>
        <translation>%1 中的张量“%2”没有匹配的缩放系数。</translation>
    </message>
    <message>
        <source>a number up to 1024 is expected.</source>
        <translation>应为不超过 1024 的数。</translation>
    </message>
    <message>
        <source>%1 reads a text for its encoder, but none was given.</source>
        <translation>%1 的编码器读取文本，但没有给它文本。</translation>
    </message>
    <message>
        <source>%1 writes about an input that its encoder reads, but none was given.</source>
        <translation>%1 根据编码器读取的输入来写，但没有给它输入。</translation>
    </message>
    <message>
        <source>at most the number of experts is expected.</source>
        <translation>不应超过专家数。</translation>
    </message>
    <message>
        <source>A picture of %1 × %2 pixels is too narrow for this model: cut a part out of it.</source>
        <translation>%1 × %2 像素的图片对该模型过窄：请截取一部分。</translation>
    </message>
    <message>
        <source>at most 4096 pixels are expected.</source>
        <translation>最多应有 4096 像素。</translation>
    </message>
    <message>
        <source>one number for each channel is expected.</source>
        <translation>每个通道应有一个数。</translation>
    </message>
    <message>
        <source>0 (nearest), 1 (Lanczos), 2 (bilinear) or 3 (bicubic) is expected.</source>
        <translation>应为 0（最近邻）、1（Lanczos）、2（双线性）或 3（双三次）。</translation>
    </message>
    <message>
        <source>nearest, bilinear, bicubic or lanczos is expected.</source>
        <translation>应为 nearest、bilinear、bicubic 或 lanczos。</translation>
    </message>
    <message>
        <source>channels (1 or 3), height and width are expected.</source>
        <translation>应为通道数（1 或 3）、高和宽。</translation>
    </message>
    <message>
        <source>at most 1 is expected.</source>
        <translation>不应超过 1。</translation>
    </message>
    <message>
        <source>a number for each layer is expected.</source>
        <translation>每层应有一个数。</translation>
    </message>
    <message>
        <source>There is no memory for a Fourier transform.</source>
        <translation>没有内存进行傅里叶变换。</translation>
    </message>
    <message>
        <source>%1 mel bins of windows of %2 samples every %3 at %4 Hz, %5 in all, are not possible.</source>
        <translation>在 %4 Hz 下，每 %3 个采样取 %2 个采样的窗口、%1 个梅尔频带、共 %5 个，是不可能的。</translation>
    </message>
    <message>
        <source>silu is expected.</source>
        <translation>应为 silu。</translation>
    </message>
    <message>
        <source>steps without limits are expected.</source>
        <translation>步长应无限制。</translation>
    </message>
    <message>
        <source>In %1 %2 groups, %3 heads and %4 channels do not divide each other.</source>
        <translation>%1 中 %2 个组、%3 个头和 %4 个通道不能整除。</translation>
    </message>
    <message>
        <source>The extent %3 of the tensor %2 in %1 is no square, so it is no grid.</source>
        <translation>%1 中张量 %2 的大小 %3 不是平方数，因此不是网格。</translation>
    </message>
    <message>
        <source>%1 reads pixels of the shape [%2, height, width], at least %3 a side, and was given %4.</source>
        <translation>%1 读取形状为 [%2, 高, 宽] 的像素，每边至少 %3，但得到的是 %4。</translation>
    </message>
    <message>
        <source>from 1 to 16384 pixels, or two such numbers, are expected.</source>
        <translation>应为 1 到 16384 像素，或两个这样的数。</translation>
    </message>
    <message>
        <source>a divisor of the width is expected.</source>
        <translation>应为宽度的约数。</translation>
    </message>
    <message>
        <source>square patches, no larger than the picture, are expected.</source>
        <translation>图块应为正方形且不大于图片。</translation>
    </message>
    <message>
        <source>a number below those of the positions is expected.</source>
        <translation>应小于位置数。</translation>
    </message>
    <message>
        <source>In %1 %2 heads do not divide %3 channels.</source>
        <translation>%1 中 %2 个头不能整除 %3 个通道。</translation>
    </message>
    <message>
        <source>relu, gelu, gelu_new, gated-gelu, gated-silu or gated-relu is expected.</source>
        <translation>应为 relu、gelu、gelu_new、gated-gelu、gated-silu 或 gated-relu。</translation>
    </message>
    <message>
        <source>a multiple of 4, less than twice the largest distance, is expected.</source>
        <translation>应为 4 的倍数，且小于最大距离的两倍。</translation>
    </message>
    <message>
        <source>Each of the %1 tokens belongs to one of %2 segments, numbered from 0.</source>
        <translation>%1 个词元中的每一个都属于 %2 个片段之一，从 0 编号。</translation>
    </message>
    <message>
        <source>The model %1 has the tensor %2, which vision transformers that Saccade knows do not have.</source>
        <translation>模型 %1 有张量 %2，Saccade 所认识的视觉 Transformer 没有它。</translation>
    </message>
    <message>
        <source>The %2 positions of the tensor %3 in %1 are no grid of patches.</source>
        <translation>%1 中张量 %3 的 %2 个位置不是图块网格。</translation>
    </message>
    <message>
        <source>token or avg is expected.</source>
        <translation>应为 token 或 avg。</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has the shape %3, which no transformer of TransformerLens has.</source>
        <translation>%1 中的张量 %2 形状为 %3，TransformerLens 的 Transformer 没有这种形状。</translation>
    </message>
    <message>
        <source>%1 reads the log-mel spectrogram of a sound, F32 [%2, up to %3], but none or another was given.</source>
        <translation>%1 读取声音的 log-mel 频谱图 F32 [%2, 至多 %3]，但没有给出或给出了其他内容。</translation>
    </message>
    <message>
        <source>This model reads brackets, ( and ), and nothing else.</source>
        <translation>该模型只读取括号 ( 和 )。</translation>
    </message>
    <message>
        <source>The model has no chat template: give it the text as it is, without --chat.</source>
        <translation>该模型没有对话模板：请不用 --chat，直接给出文本。</translation>
    </message>
    <message>
        <source>%1 is no list of words.</source>
        <translation>%1 不是词列表。</translation>
    </message>
    <message>
        <source>The vocabulary has no token for the text at byte %1.</source>
        <translation>词表中没有对应第 %1 字节处文本的词元。</translation>
    </message>
    <message>
        <source>Line %2 of %1 is none of an RWKV vocabulary: an id, a string and its length.</source>
        <translation>%1 的第 %2 行不符合 RWKV 词表：编号、字符串及其长度。</translation>
    </message>
    <message>
        <source>The token %2 in %1 is none of an RWKV vocabulary.</source>
        <translation>%1 中的词元 %2 不符合 RWKV 词表。</translation>
    </message>
    <message>
        <source>The chat template has a mistake in line %1, near %2.</source>
        <translation>对话模板第 %1 行 %2 附近有错误。</translation>
    </message>
    <message>
        <source>The chat template uses %2 in line %1, which Saccade does not know.</source>
        <translation>对话模板第 %1 行使用了 Saccade 不认识的 %2。</translation>
    </message>
    <message>
        <source>The chat template takes too many steps, or makes more text than a prompt can be.</source>
        <translation>对话模板步骤过多，或生成的文本超过提示词的限度。</translation>
    </message>
    <message>
        <source>The chat template gives %1 a value that it cannot use.</source>
        <translation>对话模板给了 %1 一个无法使用的值。</translation>
    </message>
    <message>
        <source>The chat template refuses these messages: %1</source>
        <translation>对话模板拒绝这些消息：%1</translation>
    </message>
    <message>
        <source>%1: the template of special tokens for two texts has %2 places for them.</source>
        <translation>%1：两段文本的特殊词元模板有 %2 个位置。</translation>
    </message>
    <message>
        <source>%1 does not hold what the model reads: one tensor of %2 axes, or one of the name “%3”.</source>
        <translation>%1 不包含模型要读取的内容：一个 %2 维张量，或名为“%3”的张量。</translation>
    </message>
    <message>
        <source>This model&apos;s alphabet of %2 characters lacks %1.</source>
        <translation>该模型由 %2 个字符组成的字母表中没有 %1。</translation>
    </message>
    <message>
        <source>The edit “%1” would change nothing: “%2” is there to be looked at, the layer does not compute with it. Edit the layer&apos;s “ssm.output” instead.</source>
        <translation>编辑“%1”不会有任何作用：“%2”仅供查看，该层并不用它计算。请改为编辑该层的“ssm.output”。</translation>
    </message>
    <message>
        <source>%1 would cut a picture of %2 into %3 × %4 patches; at most %5 in all are possible. Make the picture smaller, or correct the size in preprocessor_config.json.</source>
        <translation>%1 会把 %2 的图片切成 %3 × %4 个图块；总数最多为 %5。请缩小图片，或更正 preprocessor_config.json 中的尺寸。</translation>
    </message>
    <message>
        <source>The data.pkl of %1 would unpack to %2 bytes, more than the %3 that names and shapes can need.</source>
        <translation>%1 的 data.pkl 解压后将有 %2 字节，超过名称和形状所需的 %3 字节。</translation>
    </message>
    <message>
        <source>“%1” cannot be written: an analysis is written as .json, .csv or .npy.</source>
        <translation>无法写入“%1”：分析结果的文件名必须以 .json、.csv 或 .npy 结尾。</translation>
    </message>
    <message>
        <source>One of --trace and --model is needed, and only one.</source>
        <translation>需要 --trace 或 --model 之一，且只能有一个。</translation>
    </message>
    <message>
        <source>Which analysis? `saccade analyze --list` names those that there are.</source>
        <translation>哪种分析？`saccade analyze --list` 会列出现有的分析。</translation>
    </message>
    <message>
        <source>“%1” is no list of token ids: %2 takes numbers separated by commas, as in %3.</source>
        <translation>“%1”不是词元编号列表：%2 接受以逗号分隔的数字，例如 %3。</translation>
    </message>
    <message>
        <source>The benchmark is too long: tokens of its prompt: %1, tokens after it: %2, positions of the model: %3.</source>
        <translation>基准测试过长：提示词元 %1，其后词元 %2，模型位置数 %3。</translation>
    </message>
    <message>
        <source>%1 cannot be %2: a number from %3 to %4 is expected.</source>
        <translation>%1 不能为 %2：应为 %3 到 %4 之间的数。</translation>
    </message>
    <message>
        <source>Which figure? Name one of: %1.</source>
        <translation>哪种图？请指定其中之一：%1。</translation>
    </message>
    <message>
        <source>Give --text, --text-file or --tokens: one of them, not several.</source>
        <translation>请给出 --text、--text-file 或 --tokens 之一，不要多个。</translation>
    </message>
    <message>
        <source>Give --image or --tokens, not both.</source>
        <translation>请给出 --image 或 --tokens，不要两者都给。</translation>
    </message>
    <message>
        <source>--segments needs a number for each token: it has %1, but the tokens are %2.</source>
        <translation>--segments 需要为每个词元给出一个数：它有 %1 个，而词元有 %2 个。</translation>
    </message>
    <message>
        <source>%1 rows cannot be kept of a picture that has %2.</source>
        <translation>无法保留图片的 %1 行：它只有 %2 行。</translation>
    </message>
    <message>
        <source>--out is for models that write pictures, which “%1” does not.</source>
        <translation>--out 用于会写图片的模型，而“%1”不会。</translation>
    </message>
    <message>
        <source>The picture cannot be written: there is no folder “%1”.</source>
        <translation>无法写入图片：没有文件夹“%1”。</translation>
    </message>
    <message>
        <source>There is no picture to write: the run has not one whole row of pixels.</source>
        <translation>没有可写入的图片：此次运行连一整行像素都没有。</translation>
    </message>
    <message>
        <source>The picture %1 cannot be written: its name must end as in “.png”, and the disk have room.</source>
        <translation>无法写入图片 %1：文件名须以“.png”之类结尾，且磁盘要有空间。</translation>
    </message>
    <message>
        <source>There is no analysis “%1”. Did you mean “%2”?</source>
        <translation>没有名为“%1”的分析。您是指“%2”吗？</translation>
    </message>
    <message>
        <source>“%1” has no variant “%2”. Did you mean “%3”?</source>
        <translation>“%1”没有变体“%2”。您是指“%3”吗？</translation>
    </message>
    <message>
        <source>“%1” runs the model again: give --model and its input instead of a trace.</source>
        <translation>“%1”会重新运行模型：请给出 --model 及其输入，而不是轨迹。</translation>
    </message>
    <message>
        <source>“%1” gives neither a matrix nor scores of tokens: it cannot be subtracted.</source>
        <translation>“%1”既不给出矩阵，也不给出词元的分数：无法相减。</translation>
    </message>
    <message>
        <source>“%1” and “%2” give results of different forms: they cannot be compared.</source>
        <translation>“%1”与“%2”给出的结果形式不同：无法比较。</translation>
    </message>
    <message>
        <source>The attention of layer %1 has the shape %2, that of layer 0 %3.</source>
        <translation>第 %1 层注意力的形状为 %2，第 0 层为 %3。</translation>
    </message>
    <message>
        <source>“%1” attends from one sequence to another: choose a part that attends within one.</source>
        <translation>“%1”是从一个序列关注另一个序列：请选择在单个序列内部关注的部分。</translation>
    </message>
    <message>
        <source>The attention holds numbers outside 0 … 1: no flow can be computed through it.</source>
        <translation>注意力中含有 0 … 1 之外的数：无法计算流。</translation>
    </message>
    <message>
        <source>There is no flow from position %1 of layer %2 to input %3: there are %4 layers of %5 positions.</source>
        <translation>没有从第 %2 层位置 %1 到输入 %3 的流：共有 %4 层，每层 %5 个位置。</translation>
    </message>
    <message>
        <source>The trace holds no states of positions: make it with `saccade run --capture residual --trace FILE`.</source>
        <translation>轨迹中没有各位置的状态：请用 `saccade run --capture residual --trace FILE` 生成。</translation>
    </message>
    <message>
        <source>The states behind layer %1 were not captured.</source>
        <translation>没有记录第 %1 层之后的状态。</translation>
    </message>
    <message>
        <source>The trace holds the states of one layer alone: nothing can be said of depth.</source>
        <translation>轨迹中只有一层的状态：无法说明随深度的变化。</translation>
    </message>
    <message>
        <source>The rollout of a cross-attention needs the attention over “%1” too, which the trace lacks.</source>
        <translation>交叉注意力的 rollout 还需要对“%1”的注意力，而轨迹中没有。</translation>
    </message>
    <message>
        <source>The attention of encoder and decoder of this trace do not fit together.</source>
        <translation>此轨迹中编码器与解码器的注意力不匹配。</translation>
    </message>
    <message>
        <source>%1 values do not fill an array of shape %2.</source>
        <translation>%1 个值填不满形状为 %2 的数组。</translation>
    </message>
    <message>
        <source>The line “%1” has %2 values for %3 points.</source>
        <translation>曲线“%1”有 %2 个值，但有 %3 个点。</translation>
    </message>
    <message>
        <source>The column “%1” has %2 cells for %3 rows.</source>
        <translation>列“%1”有 %2 个单元格，但有 %3 行。</translation>
    </message>
    <message>
        <source>The folder %1 holds no model that Saccade opens: a Hugging Face folder has a config.json and model.safetensors.</source>
        <translation>文件夹 %1 中没有 Saccade 能打开的模型：Hugging Face 文件夹应有 config.json 和 model.safetensors。</translation>
    </message>
    <message>
        <source>The folder %1 is no model by itself, but holds files that may be models. Choose one: %2.</source>
        <translation>文件夹 %1 本身不是模型，但其中的文件可能是模型。请选择一个：%2。</translation>
    </message>
    <message>
        <source>“%1” is a folder: choose a file in it.</source>
        <translation>“%1”是文件夹：请选择其中的文件。</translation>
    </message>
    <message>
        <source>%1, line %2: the line is empty.</source>
        <translation>%1，第 %2 行：此行为空。</translation>
    </message>
    <message>
        <source>%1, line %2: the line is longer than a table&apos;s are.</source>
        <translation>%1，第 %2 行：此行比表格的行长。</translation>
    </message>
    <message>
        <source>%1, line %2: there are more than %3 columns.</source>
        <translation>%1，第 %2 行：超过 %3 列。</translation>
    </message>
    <message>
        <source>%1, line %2: a quotation mark does not end its cell.</source>
        <translation>%1，第 %2 行：引号没有结束它的单元格。</translation>
    </message>
    <message>
        <source>%1 holds no rows of numbers.</source>
        <translation>%1 中没有数字行。</translation>
    </message>
    <message>
        <source>%1, line %2: there are %3 cells, but %4 in the first line.</source>
        <translation>%1，第 %2 行：有 %3 个单元格，而第一行有 %4 个。</translation>
    </message>
    <message>
        <source>%1 has no column “%2”. Did you mean “%3”?</source>
        <translation>%1 没有列“%2”。您是指“%3”吗？</translation>
    </message>
    <message>
        <source>%1, line %2: there are more than %3 rows.</source>
        <translation>%1，第 %2 行：超过 %3 行。</translation>
    </message>
    <message>
        <source>%1, line %2: the column %3 has no value. Fill the gap, or choose other columns.</source>
        <translation>%1，第 %2 行：列 %3 没有值。请填补空缺，或选择其他列。</translation>
    </message>
    <message>
        <source>%1, line %2: %3 in the column %4 is no number with a decimal point.</source>
        <translation>%1，第 %2 行：列 %4 中的 %3 不是带小数点的数。</translation>
    </message>
    <message>
        <source>The table %1 is larger than 256 MiB: cut out the rows that the model shall read.</source>
        <translation>表格 %1 超过 256 MiB：请截取模型要读的行。</translation>
    </message>
    <message>
        <source>“%1” has no gradient, but what was asked for lies behind it.</source>
        <translation>“%1”没有梯度，但所求的内容在它之后。</translation>
    </message>
    <message>
        <source>A gradient of the shape %1 does not fit a value of the shape %2.</source>
        <translation>形状为 %1 的梯度与形状为 %2 的值不匹配。</translation>
    </message>
    <message>
        <source>A gradient needs one number to start from, not %1.</source>
        <translation>梯度需要从一个数出发，而不是 %1 个。</translation>
    </message>
    <message>
        <source>“%1” is no edit: %2. Write NAME=NUMBER, NAME*=NUMBER or NAME+=NUMBER, where NAME may end in [INDEX] or [FIRST:LAST], as in %3.</source>
        <translation>“%1”不是编辑：%2。请写 NAME=数、NAME*=数 或 NAME+=数，其中 NAME 可以以 [下标] 或 [首:尾] 结尾，例如 %3。</translation>
    </message>
    <message>
        <source>The inputs must be F32 of one shape.</source>
        <translation>输入必须是同一形状的 F32。</translation>
    </message>
    <message>
        <source>The input must be F32 [heads, n, d].</source>
        <translation>输入必须是 F32 [heads, n, d]。</translation>
    </message>
    <message>
        <source>The cap must be positive.</source>
        <translation>上限必须为正。</translation>
    </message>
    <message>
        <source>“%1” has no gradient with respect to its %2.</source>
        <translation>“%1”对其 %2 没有梯度。</translation>
    </message>
    <message>
        <source>The input is not what a window sees.</source>
        <translation>输入不是窗口所见的内容。</translation>
    </message>
    <message>
        <source>a share of the width is expected that the heads divide.</source>
        <translation>应为可被头数整除的宽度份额。</translation>
    </message>
    <message>
        <source>a divisor of num_heads is expected.</source>
        <translation>应为 num_heads 的约数。</translation>
    </message>
    <message>
        <source>Saccade reads models without it alone.</source>
        <translation>Saccade 只读取不含它的模型。</translation>
    </message>
    <message>
        <source>a multiple of expand_k is expected.</source>
        <translation>应为 expand_k 的倍数。</translation>
    </message>
    <message>
        <source>a number up to 0 is expected.</source>
        <translation>应为不大于 0 的数。</translation>
    </message>
    <message>
        <source>with norm_feature_map, elu, relu or t2r is expected.</source>
        <translation>使用 norm_feature_map 时应为 elu、relu 或 t2r。</translation>
    </message>
    <message>
        <source>elementwise_product, elu, identity, relu or t2r is expected.</source>
        <translation>应为 elementwise_product、elu、identity、relu 或 t2r。</translation>
    </message>
    <message>
        <source>“%1” has no gradient: it is there to be looked at, the layer does not compute with it.</source>
        <translation>“%1”没有梯度：它只供查看，层并不用它计算。</translation>
    </message>
    <message>
        <source>“%1” has the shape %2, but the direction to look in has the shape %3.</source>
        <translation>“%1”的形状为 %2，但要查看的方向的形状为 %3。</translation>
    </message>
    <message>
        <source>Row %1 is asked for, but the output has %2.</source>
        <translation>要求第 %1 行，但输出只有 %2 行。</translation>
    </message>
    <message>
        <source>There is no token or class whose gradient could be taken.</source>
        <translation>没有可以求梯度的词元或类别。</translation>
    </message>
    <message>
        <source>The colours in %1 have the shape %2, but the model writes %3 colours of one number or three.</source>
        <translation>%1 中颜色的形状为 %2，但模型写出 %3 种由一个或三个数构成的颜色。</translation>
    </message>
    <message>
        <source>%1 is a model of the architecture “%2”, which Saccade does not know. The nearest of the %4 that it knows are %3; `saccade info --architectures` lists all.</source>
        <translation>%1 是架构“%2”的模型，Saccade 不认识它。在它认识的 %4 种中最接近的是 %3；`saccade info --architectures` 会列出全部。</translation>
    </message>
    <message>
        <source>%1 does not read series.</source>
        <translation>%1 不读取序列。</translation>
    </message>
    <message>
        <source>%1 holds no tensors: it is no model.</source>
        <translation>%1 不含张量：它不是模型。</translation>
    </message>
    <message>
        <source>%1 does not say of which architecture its model is. Put the config.json of the model beside it, or choose a model of the %2 architectures that `saccade info --architectures` lists.</source>
        <translation>%1 没有说明其模型的架构。请把模型的 config.json 放在旁边，或选择 `saccade info --architectures` 所列 %2 种架构的模型。</translation>
    </message>
    <message>
        <source>The picture has the shape %1, but the model reads %2.</source>
        <translation>图片的形状为 %1，但模型读取 %2。</translation>
    </message>
    <message>
        <source>Saccade knows only false.</source>
        <translation>Saccade 只支持 false。</translation>
    </message>
    <message>
        <source>Saccade knows only null.</source>
        <translation>Saccade 只支持 null。</translation>
    </message>
    <message>
        <source>“LayerNorm” is expected.</source>
        <translation>应为“LayerNorm”。</translation>
    </message>
    <message>
        <source>“common_channel” or “mix_channel” is expected.</source>
        <translation>应为“common_channel”或“mix_channel”。</translation>
    </message>
    <message>
        <source>“std” or null is expected.</source>
        <translation>应为“std”或 null。</translation>
    </message>
    <message>
        <source>less than “context_length” is expected.</source>
        <translation>应小于“context_length”。</translation>
    </message>
    <message>
        <source>at most 1024 is expected.</source>
        <translation>最大应为 1024。</translation>
    </message>
    <message>
        <source>at most 16 is expected.</source>
        <translation>最大应为 16。</translation>
    </message>
    <message>
        <source>adaptive patching cuts it in halves, so its halves must be whole.</source>
        <translation>自适应分块会将其对半切分，因此其一半必须为整数。</translation>
    </message>
    <message>
        <source>%1 reads a series: give it one.</source>
        <translation>%1 读取序列：请给它一个。</translation>
    </message>
    <message>
        <source>%1 reads %2 values of a series, and is given %3.</source>
        <translation>%1 读取序列的 %2 个值，却得到 %3 个。</translation>
    </message>
    <message>
        <source>%1 reads %2 channels together, and is given %3.</source>
        <translation>%1 同时读取 %2 个通道，却得到 %3 个。</translation>
    </message>
    <message>
        <source>The model has nothing of what --capture asks for. It has: %1.</source>
        <translation>模型没有 --capture 所要求的内容。它有：%1。</translation>
    </message>
    <message>
        <source>Capturing this run takes %2 MiB of memory for the length %1, but only %3 MiB are available: capture less, or shorten the text or the steps.</source>
        <translation>记录此次长度为 %1 的运行需要 %2 MiB 内存，但只有 %3 MiB 可用：请减少记录内容，或缩短文本或步数。</translation>
    </message>
    <message>
        <source>%1 pixels cannot be kept of a picture that has %2.</source>
        <translation>无法保留图片的 %1 个像素：它只有 %2 个。</translation>
    </message>
    <message>
        <source>The prompt is too long: it has %1 of at most %2 tokens.</source>
        <translation>提示过长：有 %1 个词元，最多 %2 个。</translation>
    </message>
    <message>
        <source>Too many steps: %2. The model has %3 positions, of which the prompt takes %1; the most steps possible are %4.</source>
        <translation>步数过多：%2。模型有 %3 个位置，提示占用 %1 个；最多可走 %4 步。</translation>
    </message>
    <message>
        <source>%1 has %2 rows of numbers, but the model reads %3.</source>
        <translation>%1 有 %2 行数字，但模型读取 %3 行。</translation>
    </message>
    <message>
        <source>A forecast of %1 cannot begin at row %2: rows %3 to %4 are possible, since the model reads %3 before.</source>
        <translation>%1 的预测不能从第 %2 行开始：可以是第 %3 到 %4 行，因为模型要先读 %3 行。</translation>
    </message>
    <message>
        <source>The array in %1 is of the shape %2, which no file can hold: its header is damaged.</source>
        <translation>%1 中数组的形状为 %2，没有文件能容纳：其文件头已损坏。</translation>
    </message>
    <message>
        <source>The array in %1, of the shape %2, takes %3 bytes, but the file has %4 behind its header: it is cut off, or damaged.</source>
        <translation>%1 中形状为 %2 的数组需要 %3 字节，但文件头之后只有 %4 字节：文件被截断或已损坏。</translation>
    </message>
    <message>
        <source>%1 is refused: its pickle has more than %2 instructions, and tensors need some forty each. Save the model's state_dict alone, or as safetensors.</source>
        <translation>拒绝打开 %1：其 pickle 的指令超过 %2 条，而每个张量只需约四十条。请只保存模型的 state_dict，或保存为 safetensors。</translation>
    </message>
    <message>
        <source>%1 is refused: at byte %2 its pickle keeps a value under the number %3, but it has only %4 values.</source>
        <translation>拒绝打开 %1：其 pickle 在第 %2 字节处以编号 %3 保存一个值，但总共只有 %4 个值。</translation>
    </message>
    <message>
        <source>The sound %1 is cut off: of its %2 samples only %3 are there. Copy or convert it again.</source>
        <translation>声音 %1 被截断：%2 个采样中只有 %3 个。请重新复制或转换。</translation>
    </message>
    <message>
        <source>The sound %1 is cut off: of the %3 bytes of its samples, from byte %2 on, only %4 are there (%5 %). Copy or convert it again.</source>
        <translation>声音 %1 被截断：自第 %2 字节起的 %3 字节采样中只有 %4 字节（%5 %）。请重新复制或转换。</translation>
    </message>
    <message>
        <source>The sound %1 is damaged at byte %2: samples of %3 bits are not possible.</source>
        <translation>声音 %1 在第 %2 字节处损坏：采样不可能为 %3 位。</translation>
    </message>
    <message>
        <source>The sound %1 is damaged: it ends at byte %2, before its samples. Copy or convert it again.</source>
        <translation>声音 %1 已损坏：它在第 %2 字节处结束，尚未到达采样。请重新复制或转换。</translation>
    </message>
    <message>
        <source>%1: the output begins with the token %2, by “decoder_start_token_id” (or the “bos_token_id”s) of its config.json or generation_config.json, but the vocabulary ends at %3.</source>
        <translation>%1：按 config.json 或 generation_config.json 的“decoder_start_token_id”（或“bos_token_id”），输出以词元 %2 开始，但词表止于 %3。</translation>
    </message>
    <message>
        <source>“%1” has changed since this recipe was written: the result would be another. Put the old file back, or run the model anew.</source>
        <translation>“%1”自此配方写成后已改变：结果会不同。请放回旧文件，或重新运行模型。</translation>
    </message>
    <message>
        <source>“%1” cannot be read: %2</source>
        <translation>“%1”无法读取：%2</translation>
    </message>
    <message>
        <source>The run has no logits in which to look up a target: name one, as in --set target=7.</source>
        <translation>此次运行没有可从中查找目标的 logits：请指定一个，例如 --set target=7。</translation>
    </message>
    <message>
        <source>The loss of the next tokens needs a model that writes, and two tokens.</source>
        <translation>下一词元的损失需要一个会写作的模型和至少两个词元。</translation>
    </message>
    <message>
        <source>The run has no embedding: name the value whose gradients are wanted, as in --set value=pixels.</source>
        <translation>此次运行没有嵌入：请指定要求梯度的值，例如 --set value=pixels。</translation>
    </message>
    <message>
        <source>“%1” is computed without ever forming its matrix, which this analysis needs. Choose another analysis or part.</source>
        <translation>“%1”的计算从不形成此分析所需的矩阵。请选择其他分析或部分。</translation>
    </message>
    <message>
        <source>The run holds no forecast.</source>
        <translation>该运行不包含预测。</translation>
    </message>
    <message>
        <source>There is no channel %1; channels are 0 to %2.</source>
        <translation>没有通道 %1；通道为 0 到 %2。</translation>
    </message>
    <message>
        <source>The heads of “%1” do not pass one matrix of weights: choose value-weighted:value-norm.</source>
        <translation>“%1”的头不经过单一的权重矩阵：请选择 value-weighted:value-norm。</translation>
    </message>
    <message>
        <source>The trace holds no values of layer %1: make it with `saccade run --capture pattern,values --trace FILE`.</source>
        <translation>记录中没有第 %1 层的值：请用 `saccade run --capture pattern,values --trace FILE` 生成。</translation>
    </message>
    <message>
        <source>The output weights take %1 numbers where %2 heads give %3 each.</source>
        <translation>输出权重接受 %1 个数，但 %2 个头各给出 %3 个。</translation>
    </message>
    <message>
        <source>The output weights are not in a trace: give --model and its input, or choose value-weighted:value-norm.</source>
        <translation>记录中没有输出权重：请给出 --model 及其输入，或选择 value-weighted:value-norm。</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>Attention map</source>
        <translation>注意力热图</translation>
    </message>
    <message>
        <source>not enough memory for %1 × %2 pixels</source>
        <translation>内存不足以容纳 %1 × %2 像素</translation>
    </message>
    <message>
        <source>the SVG writer did not start</source>
        <translation>SVG 写入未能开始</translation>
    </message>
    <message>
        <source>the SVG writer did not finish</source>
        <translation>SVG 写入未能完成</translation>
    </message>
    <message>
        <source>the PDF writer did not start</source>
        <translation>PDF 写入未能开始</translation>
    </message>
    <message>
        <source>the PDF writer did not finish</source>
        <translation>PDF 写入未能完成</translation>
    </message>
    <message>
        <source>All layers and heads</source>
        <translation>所有层和头</translation>
    </message>
    <message>
        <source>Attention lines</source>
        <translation>注意力连线</translation>
    </message>
    <message>
        <source>Attention on the picture</source>
        <translation>图片上的注意力</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>All heads of all layers (%1)</source>
        <translation>所有层的所有头（%1）</translation>
    </message>
    <message>
        <source>All channels of all layers (%1)</source>
        <translation>所有层的所有通道（%1）</translation>
    </message>
    <message>
        <source>Head %1 over all layers (%2)</source>
        <translation>所有层的头 %1（%2）</translation>
    </message>
    <message>
        <source>Channel %1 over all layers (%2)</source>
        <translation>所有层的通道 %1（%2）</translation>
    </message>
    <message>
        <source>All heads of layer %1 (%2)</source>
        <translation>第 %1 层的所有头（%2）</translation>
    </message>
    <message>
        <source>All channels of layer %1 (%2)</source>
        <translation>第 %1 层的所有通道（%2）</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>第 %1 层，头 %2</translation>
    </message>
    <message>
        <source>Layer %1, channel %2</source>
        <translation>第 %1 层，通道 %2</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
</context>
<context>
    <name>HeadWords</name>
    <message>
        <source>Layer %1 · Head %2</source>
        <translation>第 %1 层 · 头 %2</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Layer %1 · all heads (%2)</source>
        <translation>第 %1 层 · 所有头（%2）</translation>
    </message>
    <message>
        <source>All layers · Head %1 (%2)</source>
        <translation>所有层 · 头 %1（%2）</translation>
    </message>
    <message>
        <source>All layers · all heads (%1)</source>
        <translation>所有层 · 所有头（%1）</translation>
    </message>
    <message>
        <source>Implicit</source>
        <translation>隐式</translation>
    </message>
    <message>
        <source>Cross-attention</source>
        <translation>交叉注意力</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Layer %1 · Channel %2</source>
        <translation>第 %1 层 · 通道 %2</translation>
    </message>
    <message>
        <source>Layer %1 · all channels (%2)</source>
        <translation>第 %1 层 · 所有通道（%2）</translation>
    </message>
    <message>
        <source>All layers · Channel %1 (%2)</source>
        <translation>所有层 · 通道 %1（%2）</translation>
    </message>
    <message>
        <source>All layers · all channels (%1)</source>
        <translation>所有层 · 所有通道（%1）</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>There is not enough memory for this. Close other programs, or use a smaller model or a shorter text.</source>
        <translation>内存不足。请关闭其他程序，或使用更小的模型或更短的文本。</translation>
    </message>
    <message>
        <source>Something went wrong inside Saccade: %1</source>
        <translation>Saccade 内部出错：%1</translation>
    </message>
</context>
<context>
    <name>Parameter</name>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Divides the logits before a token is drawn; 0 takes the most probable.</source>
        <translation>抽取词元前用它除 logits；0 取概率最高者。</translation>
    </message>
    <message>
        <source>Top k</source>
        <translation>Top k</translation>
    </message>
    <message>
        <source>Draws only from this many most probable tokens; 0: from all.</source>
        <translation>只从概率最高的这么多个词元中抽取；0：从全部抽取。</translation>
    </message>
    <message>
        <source>Top p</source>
        <translation>Top p</translation>
    </message>
    <message>
        <source>Draws only from the most probable tokens that together have this probability; 1: from all.</source>
        <translation>只从概率之和达到此值的最可能词元中抽取；1：从全部抽取。</translation>
    </message>
    <message>
        <source>Min p</source>
        <translation>Min p</translation>
    </message>
    <message>
        <source>Draws only from tokens of at least this share of the highest probability; 0: from all.</source>
        <translation>只从概率至少为最高概率此比例的词元中抽取；0：从全部抽取。</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Makes tokens that stand in the text already less likely; 1: not at all.</source>
        <translation>降低文本中已出现词元的概率；1：不惩罚。</translation>
    </message>
    <message>
        <source>Stop tokens</source>
        <translation>停止词元</translation>
    </message>
    <message>
        <source>Token ids that end the text, with commas between; “model” for the model&apos;s own, “none” for none.</source>
        <translation>结束文本的词元编号，用逗号分隔；“model”为模型自带的，“none”为无。</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>The paper&apos;s formula, or that of a well-known program.</source>
        <translation>论文中的公式，或某个知名程序的公式。</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>The mean distance of each head, or the attention at each distance for the heads of one layer.</source>
        <translation>每个头的平均距离，或一层中各头在每个距离上的注意力。</translation>
    </message>
    <message>
        <source>First</source>
        <translation>第一个</translation>
    </message>
    <message>
        <source>An analysis with its variant.</source>
        <translation>一种分析及其变体。</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>第二个</translation>
    </message>
    <message>
        <source>What is taken from it.</source>
        <translation>从中减去的内容。</translation>
    </message>
    <message>
        <source>All inputs of one query, the flows of all queries, or the ways of one flow.</source>
        <translation>某个查询的所有输入、所有查询的流，或某个流的路径。</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>The input whose ways are wanted; −1: the last one.</source>
        <translation>要查看其路径的输入；−1：最后一个。</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Which attention, as in encoder.attention or cross_attention; empty: the first there is.</source>
        <translation>哪种注意力，如 encoder.attention 或 cross_attention；留空：第一种。</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>The position that looks; −1: the last one.</source>
        <translation>发出查询的位置；−1：最后一个。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Counted from 0; −1: the last one.</source>
        <translation>从 0 开始计数；−1：最后一层。</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头</translation>
    </message>
    <message>
        <source>How the heads of a layer are taken together.</source>
        <translation>如何合并一层中的各个头。</translation>
    </message>
    <message>
        <source>Residual share</source>
        <translation>残差份额</translation>
    </message>
    <message>
        <source>What part of a position passes a layer unmixed.</source>
        <translation>一个位置有多少不经混合地通过一层。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>舍弃</translation>
    </message>
    <message>
        <source>The share of each layer&apos;s smallest attention that counts as none.</source>
        <translation>每层中最小的注意力里视为零的份额。</translation>
    </message>
    <message>
        <source>The whole matrix, or the row of one query.</source>
        <translation>整个矩阵，或某个查询的一行。</translation>
    </message>
    <message>
        <source>Start layer</source>
        <translation>起始层</translation>
    </message>
    <message>
        <source>The layer whose input counts as the input.</source>
        <translation>以其输入作为输入的那一层。</translation>
    </message>
    <message>
        <source>A row for each position, or what each head gives to the strongest sink (dormant heads: most).</source>
        <translation>每个位置一行，或每个头给最强汇点的份额（休眠的头：大部分）。</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>The mean attention from which a head has a sink.</source>
        <translation>头被视为有汇点的平均注意力下限。</translation>
    </message>
    <message>
        <source>The mean over positions by layer, or all of them.</source>
        <translation>按层对各位置取平均，或全部显示。</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Whose gradients: the loss of the next tokens, or the logit, log-probability or cross-entropy of the target.</source>
        <translation>求谁的梯度：下一词元的损失，或目标的 logit、对数概率或交叉熵。</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Token or class; −1: the most probable.</source>
        <translation>词元或类别；−1：概率最大的。</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Whose prediction the target is; −1: the last one.</source>
        <translation>目标是哪个位置的预测；−1：最后一个。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Gradients taken along the way.</source>
        <translation>沿途计算的梯度数。</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>Counted from 0; −1: all of the layer.</source>
        <translation>从 0 开始计数；−1：该层的全部。</translation>
    </message>
    <message>
        <source>Whose way is gone, as in encoder.embedding; empty: the first embedding.</source>
        <translation>沿其路径积分的值，例如 encoder.embedding；留空：第一个嵌入。</translation>
    </message>
</context>
<context>
    <name>RunTask</name>
    <message>
        <source>Running on the GPU</source>
        <translation>在 GPU 上运行</translation>
    </message>
    <message>
        <source>The GPU failed, so the CPU did this run and does the next ones. %1</source>
        <translation>GPU 出错，此次及后续运行由 CPU 完成。%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n edit(s)</source>
        <translation>
            <numerusform>%1 · %n 处干预</numerusform>
        </translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer knows nothing of this text: every token is its sign for the unknown. Write in the language or the signs that the model was trained on.</source>
        <translation>模型的分词器完全不认识这段文本：每个词元都是它的“未知”符号。请使用模型训练时所用的语言或字符。</translation>
    </message>
</context>
<context>
    <name>SaveTrace</name>
    <message>
        <source>Save the trace</source>
        <translation>保存运行记录</translation>
    </message>
    <message>
        <source>Traces (*.safetensors)</source>
        <translation>运行记录 (*.safetensors)</translation>
    </message>
</context>
<context>
    <name>saccade::AttentionPanel</name>
    <message>
        <source>Value under the cursor</source>
        <translation>光标处的值</translation>
    </message>
    <message>
        <source>This run holds no attention patterns.
Run the model here, or capture “pattern” when you make the trace.</source>
        <translation>此次运行没有记录注意力模式。
请在此处运行模型，或在生成记录时一并捕获“pattern”。</translation>
    </message>
    <message>
        <source>%1 · point at a cell to read its value</source>
        <translation>%1 · 指向单元格即可读取数值</translation>
    </message>
    <message>
        <source>query %1  →  key %2</source>
        <translation>查询 %1  →  键 %2</translation>
    </message>
    <message>
        <source>rank %1 of %2</source>
        <translation>第 %1 位，共 %2 位</translation>
    </message>
    <message>
        <source>not visible to this query</source>
        <translation>此查询看不到该键</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Attention&lt;/h3&gt;&lt;p&gt;For every token (a &lt;b&gt;query&lt;/b&gt;, one row) the map shows how strongly it reads from each token (a &lt;b&gt;key&lt;/b&gt;, one column). In a model that writes from left to right no query sees later keys, so the upper right stays empty. Every row adds up to 1.&lt;/p&gt;&lt;p style=&apos;font-size:large&apos;&gt;&lt;i&gt;A&lt;/i&gt; = softmax( &lt;i&gt;Q K&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt; / √&lt;i&gt;d&lt;/i&gt; + mask )&lt;/p&gt;&lt;p&gt;&lt;i&gt;Q&lt;/i&gt; and &lt;i&gt;K&lt;/i&gt; are the queries and keys of one head, &lt;i&gt;d&lt;/i&gt; is the width of the head. The head then adds &lt;i&gt;A V W&lt;/i&gt;&lt;sub&gt;O&lt;/sub&gt; to the residual stream.&lt;/p&gt;&lt;p&gt;Look for: a bright first column (the head rests), the diagonal (it looks at itself), a line just below it (at the token before), stripes parallel to it (an induction head: it finds the earlier occurrence of the token and reads what came after).&lt;/p&gt;&lt;p&gt;A large weight shows where a head reads, not by itself what the output owes to it: ablate the head in the Inspector to see.&lt;/p&gt;&lt;p&gt;&lt;small&gt;A. Vaswani et al., &lt;i&gt;Attention Is All You Need&lt;/i&gt;, 2017, arXiv:1706.03762. Lines: J. Vig, &lt;i&gt;A Multiscale Visualization of Attention in the Transformer Model&lt;/i&gt;, 2019, arXiv:1906.05714. Induction heads: C. Olsson et al., &lt;i&gt;In-context Learning and Induction Heads&lt;/i&gt;, 2022, arXiv:2209.11895.&lt;/small&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;注意力&lt;/h3&gt;&lt;p&gt;对每个词元（一个&lt;b&gt;查询&lt;/b&gt;，一行），图中显示它从各个词元（一个&lt;b&gt;键&lt;/b&gt;，一列）读取的强度。在从左到右书写的模型中，查询看不到后面的键，因此右上方为空。每一行之和为 1。&lt;/p&gt;&lt;p style=&apos;font-size:large&apos;&gt;&lt;i&gt;A&lt;/i&gt; = softmax( &lt;i&gt;Q K&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt; / √&lt;i&gt;d&lt;/i&gt; + 掩码 )&lt;/p&gt;&lt;p&gt;&lt;i&gt;Q&lt;/i&gt; 和 &lt;i&gt;K&lt;/i&gt; 是一个头的查询和键，&lt;i&gt;d&lt;/i&gt; 是头的宽度。随后该头把 &lt;i&gt;A V W&lt;/i&gt;&lt;sub&gt;O&lt;/sub&gt; 加到残差流上。&lt;/p&gt;&lt;p&gt;可以留意：明亮的第一列（头在休息）、对角线（看自己）、紧挨其下的线（看前一个词元）、与之平行的条纹（归纳头：找到该词元先前的出现处，读取其后的内容）。&lt;/p&gt;&lt;p&gt;权重大只说明头从哪里读取，并不说明输出有多少归功于它：请在检查器中屏蔽该头来验证。&lt;/p&gt;&lt;p&gt;&lt;small&gt;A. Vaswani 等，&lt;i&gt;Attention Is All You Need&lt;/i&gt;，2017，arXiv:1706.03762。连线图：J. Vig，&lt;i&gt;A Multiscale Visualization of Attention in the Transformer Model&lt;/i&gt;，2019，arXiv:1906.05714。归纳头：C. Olsson 等，&lt;i&gt;In-context Learning and Induction Heads&lt;/i&gt;，2022，arXiv:2209.11895。&lt;/small&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Attention on a picture&lt;/h3&gt;&lt;p&gt;A vision transformer cuts the picture into patches, row by row. The colours show how strongly the selected query reads from each patch. The query is at first the &lt;b&gt;class token&lt;/b&gt;, whose output becomes the prediction; click a patch to make it the query. Class token and registers (tokens without a place in the picture) are the cells beside it. The scale ends at the strongest patch of the row.&lt;/p&gt;&lt;p&gt;&lt;small&gt;A. Dosovitskiy et al., &lt;i&gt;An Image is Worth 16x16 Words&lt;/i&gt;, 2020, arXiv:2010.11929. Heads that find objects: M. Caron et al., &lt;i&gt;Emerging Properties in Self-Supervised Vision Transformers&lt;/i&gt;, 2021, arXiv:2104.14294. Registers: T. Darcet et al., &lt;i&gt;Vision Transformers Need Registers&lt;/i&gt;, 2023, arXiv:2309.16588.&lt;/small&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;图片上的注意力&lt;/h3&gt;&lt;p&gt;视觉 Transformer 逐行把图片切成图块。颜色显示所选查询从每个图块读取的强度。查询起初是&lt;b&gt;类别词元&lt;/b&gt;，其输出成为预测；点击图块可将其设为查询。类别词元和寄存器（在图片中没有位置的词元）是旁边的小格。刻度以该行最强的图块为上限。&lt;/p&gt;&lt;p&gt;&lt;small&gt;A. Dosovitskiy et al., &lt;i&gt;An Image is Worth 16x16 Words&lt;/i&gt;, 2020, arXiv:2010.11929。能找到物体的头：M. Caron et al., &lt;i&gt;Emerging Properties in Self-Supervised Vision Transformers&lt;/i&gt;, 2021, arXiv:2104.14294。寄存器：T. Darcet et al., &lt;i&gt;Vision Transformers Need Registers&lt;/i&gt;, 2023, arXiv:2309.16588。&lt;/small&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Implicit attention&lt;/h3&gt;&lt;p&gt;State-space and linear-recurrent layers never form an attention matrix. But what such a layer computes is a product of its input with a lower triangular matrix, which is shown here as if it were one:&lt;/p&gt;&lt;p style=&apos;font-size:large&apos;&gt;&lt;i&gt;y&lt;/i&gt;&lt;sub&gt;i&lt;/sub&gt; = Σ&lt;sub&gt;j ≤ i&lt;/sub&gt; &lt;i&gt;A&lt;/i&gt;&lt;sub&gt;ij&lt;/sub&gt; &lt;i&gt;x&lt;/i&gt;&lt;sub&gt;j&lt;/sub&gt;&lt;/p&gt;&lt;p&gt;Entries may be negative, and rows need not add up to 1.&lt;/p&gt;&lt;p&gt;&lt;small&gt;A. Ali, I. Zimerman, L. Wolf, &lt;i&gt;The Hidden Attention of Mamba Models&lt;/i&gt;, 2024, arXiv:2403.01590. I. Zimerman, A. Ali, L. Wolf, &lt;i&gt;A Unified Implicit Attention Formulation for Gated-Linear Recurrent Sequence Models&lt;/i&gt;, 2024, arXiv:2405.16504.&lt;/small&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;隐式注意力&lt;/h3&gt;&lt;p&gt;状态空间层和线性递推层从不构造注意力矩阵。但这样的层所计算的，是其输入与一个下三角矩阵的乘积，这里把该矩阵当作注意力矩阵来显示：&lt;/p&gt;&lt;p style=&apos;font-size:large&apos;&gt;&lt;i&gt;y&lt;/i&gt;&lt;sub&gt;i&lt;/sub&gt; = Σ&lt;sub&gt;j ≤ i&lt;/sub&gt; &lt;i&gt;A&lt;/i&gt;&lt;sub&gt;ij&lt;/sub&gt; &lt;i&gt;x&lt;/i&gt;&lt;sub&gt;j&lt;/sub&gt;&lt;/p&gt;&lt;p&gt;元素可以为负，各行之和不必为 1。&lt;/p&gt;&lt;p&gt;&lt;small&gt;A. Ali, I. Zimerman, L. Wolf, &lt;i&gt;The Hidden Attention of Mamba Models&lt;/i&gt;, 2024, arXiv:2403.01590. I. Zimerman, A. Ali, L. Wolf, &lt;i&gt;A Unified Implicit Attention Formulation for Gated-Linear Recurrent Sequence Models&lt;/i&gt;, 2024, arXiv:2405.16504.&lt;/small&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Cross-attention&lt;/h3&gt;&lt;p&gt;Each token that the decoder writes (a row) reads from what the encoder has read (the columns): words of the source text, or moments of a sound. Point at a token in the strip below to light what it reads from.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;交叉注意力&lt;/h3&gt;&lt;p&gt;解码器写出的每个词元（一行）从编码器读到的内容（各列）中读取：源文本的词，或声音的时刻。指向下方条带中的词元，即可点亮它所读取的内容。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Open a model …</source>
        <translation>打开模型…</translation>
    </message>
    <message>
        <source>%1 · point at a patch to read its value</source>
        <translation>%1 · 指向一个图块以读取其数值</translation>
    </message>
    <message>
        <source>%1 · point at a token to read its lines</source>
        <translation>%1 · 指向一个词元以查看它的连线</translation>
    </message>
</context>
<context>
    <name>saccade::AttentionToolbar</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Layer, counted from 0; All takes every layer together</source>
        <translation>层，从 0 开始计数；“全部”表示所有层合在一起</translation>
    </message>
    <message>
        <source>Head, counted from 0; All takes every head together</source>
        <translation>头，从 0 开始计数；“全部”表示所有头合在一起</translation>
    </message>
    <message>
        <source>La&amp;yer</source>
        <translation>层(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Head</source>
        <translation>头(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Combine</source>
        <translation>合并(&amp;C)</translation>
    </message>
    <message>
        <source>How several heads become one map</source>
        <translation>多个头如何合成一张图</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>&amp;Scale</source>
        <translation>标度(&amp;S)</translation>
    </message>
    <message>
        <source>How values become colours: linear, logarithmic over four decades, or each row divided by its own maximum</source>
        <translation>数值如何变成颜色：线性、跨四个数量级的对数，或每行除以自身最大值</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Per row</source>
        <translation>按行</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>颜色(&amp;O)</translation>
    </message>
    <message>
        <source>Colour map; all are safe for colour-blind eyes</source>
        <translation>颜色映射；均适合色觉异常者</translation>
    </message>
    <message>
        <source>&amp;Pooling</source>
        <translation>池化(&amp;P)</translation>
    </message>
    <message>
        <source>What one pixel shows where it covers several cells</source>
        <translation>一个像素覆盖多个单元格时显示什么</translation>
    </message>
    <message>
        <source>Fit the whole map (0)</source>
        <translation>显示整张图 (0)</translation>
    </message>
    <message>
        <source>Fit the whole map</source>
        <translation>显示整张图</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>P&amp;art</source>
        <translation>部分(&amp;A)</translation>
    </message>
    <message>
        <source>Where in the model: encoder, decoder, between them …</source>
        <translation>在模型中的位置：编码器、解码器、两者之间…</translation>
    </message>
    <message>
        <source>implicit</source>
        <translation>隐式</translation>
    </message>
    <message>
        <source>This layer never forms the matrix: it is the one that its recurrence amounts to. What position i gets from position j is the entry in row i, column j. Entries may be negative, and rows need not add up to 1.</source>
        <translation>该层从不构造此矩阵：它是该层递推等价的矩阵。位置 i 从位置 j 得到的内容是第 i 行第 j 列的元素。元素可以为负，各行之和不必为 1。</translation>
    </message>
    <message>
        <source>How much of the picture the attention covers</source>
        <translation>注意力覆盖图片的程度</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Lines between the patches</source>
        <translation>图块之间的线</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Blends from patch to patch (bilinear); else each patch has one colour</source>
        <translation>在图块之间平滑过渡（双线性）；否则每个图块一种颜色</translation>
    </message>
    <message>
        <source>C&amp;hannel</source>
        <translation>通道(&amp;H)</translation>
    </message>
    <message>
        <source>Channel, counted from 0; All takes every channel together</source>
        <translation>通道，从 0 开始计数；“全部”会把所有通道合在一起</translation>
    </message>
</context>
<context>
    <name>saccade::ColourBar</name>
    <message>
        <source>Colour scale</source>
        <translation>色标</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>从 %1 到 %2</translation>
    </message>
</context>
<context>
    <name>saccade::CommandPalette</name>
    <message>
        <source>Type a command</source>
        <translation>输入命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
</context>
<context>
    <name>saccade::EditList</name>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Remove all edits</source>
        <translation>移除所有干预</translation>
    </message>
</context>
<context>
    <name>saccade::EditsBox</name>
    <message>
        <source>No edits: the model runs as it was trained.</source>
        <translation>没有干预：模型按训练所得运行。</translation>
    </message>
    <message>
        <source>&amp;Restore this head</source>
        <translation>恢复此头(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Restore these heads</source>
        <translation>恢复这些头(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Ablate this head</source>
        <translation>屏蔽此头(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Ablate these heads</source>
        <translation>屏蔽这些头(&amp;A)</translation>
    </message>
    <message>
        <source>Sets what the head adds to the residual stream to zero and runs again</source>
        <translation>将该头加到残差流上的内容置零，并重新运行</translation>
    </message>
    <message>
        <source>Open the model of this run to edit it</source>
        <translation>请打开此次运行的模型以进行干预</translation>
    </message>
    <message>
        <source>Remove this edit</source>
        <translation>移除此干预</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>This layer has no attention heads that could be taken out</source>
        <translation>该层没有可以去掉的注意力头</translation>
    </message>
</context>
<context>
    <name>saccade::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>PDF: vector, for papers</source>
        <translation>PDF：矢量，用于论文</translation>
    </message>
    <message>
        <source>SVG: vector, for the web</source>
        <translation>SVG：矢量，用于网页</translation>
    </message>
    <message>
        <source>PNG: pixels</source>
        <translation>PNG：像素</translation>
    </message>
    <message>
        <source>NPY: numbers, for NumPy</source>
        <translation>NPY：数值，用于 NumPy</translation>
    </message>
    <message>
        <source>CSV: numbers with labels</source>
        <translation>CSV：带标签的数值</translation>
    </message>
    <message>
        <source>&amp;Figure</source>
        <translation>图(&amp;F)</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>格式(&amp;O)</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> 毫米</translation>
    </message>
    <message>
        <source>Width of the figure on paper: 85 mm is one column of most journals, 180 mm two</source>
        <translation>图在纸上的宽度：多数期刊单栏为 85 毫米，双栏为 180 毫米</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Write the name of the head above</source>
        <translation>在上方写出头的名称</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation>宽度(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>分辨率(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>To&amp;kens</source>
        <translation>词元(&amp;K)</translation>
    </message>
    <message>
        <source>Choose another place</source>
        <translation>选择其他位置</translation>
    </message>
    <message>
        <source>&amp;Save as</source>
        <translation>保存为(&amp;S)</translation>
    </message>
    <message>
        <source>%1 mm × %2 mm</source>
        <translation>%1 毫米 × %2 毫米</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>正在导出 %1</translation>
    </message>
    <message>
        <source>%1 × %2 numbers: a row a query, a column a key</source>
        <translation>%1 × %2 个数：每行一个查询，每列一个键</translation>
    </message>
    <message>
        <source>%1 × %2 numbers: a row a moment, a column a channel</source>
        <translation>%1 × %2 个数：每个时刻一行，每个通道一列</translation>
    </message>
</context>
<context>
    <name>saccade::FoundModelsTable</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Opens</source>
        <translation>可以打开</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What Saccade can do with it</source>
        <translation>Saccade 能做什么</translation>
    </message>
</context>
<context>
    <name>saccade::HeadsView</name>
    <message>
        <source>Layers and heads</source>
        <translation>层与头</translation>
    </message>
    <message>
        <source>Layers down, heads across. Arrow keys choose; beyond the first head or layer is the average of all.</source>
        <translation>层自上而下，头从左到右。用方向键选择；在第一个头或第一层之前是全部的平均。</translation>
    </message>
    <message>
        <source>No heads yet.</source>
        <translation>尚无注意力头。</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All heads of all layers</source>
        <translation>所有层的所有头</translation>
    </message>
    <message>
        <source>Head %1 over all layers</source>
        <translation>所有层的头 %1</translation>
    </message>
    <message>
        <source>All heads of layer %1</source>
        <translation>第 %1 层的所有头</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>第 %1 层，头 %2</translation>
    </message>
    <message>
        <source>All channels of all layers</source>
        <translation>所有层的所有通道</translation>
    </message>
    <message>
        <source>Channel %1 over all layers</source>
        <translation>所有层的通道 %1</translation>
    </message>
    <message>
        <source>All channels of layer %1</source>
        <translation>第 %1 层的所有通道</translation>
    </message>
    <message>
        <source>Layer %1, channel %2</source>
        <translation>第 %1 层，通道 %2</translation>
    </message>
</context>
<context>
    <name>saccade::InspectorPanel</name>
    <message>
        <source>Edits</source>
        <translation>干预</translation>
    </message>
    <message>
        <source>Name of this tensor in the trace file</source>
        <translation>此张量在运行记录文件中的名称</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>−Σ p ln p of the row in nats, and e to that power: over how many keys it spreads</source>
        <translation>该行的 −Σ p ln p（单位奈特），以及 e 的该次幂：相当于分布在多少个键上</translation>
    </message>
    <message>
        <source>Strongest key</source>
        <translation>最强的键</translation>
    </message>
    <message>
        <source>The key with the largest value</source>
        <translation>数值最大的键</translation>
    </message>
    <message>
        <source>On the first token</source>
        <translation>对第一个词元</translation>
    </message>
    <message>
        <source>Attention to position 0</source>
        <translation>对位置 0 的注意力</translation>
    </message>
    <message>
        <source>On the one before</source>
        <translation>对前一个</translation>
    </message>
    <message>
        <source>Attention to the token before</source>
        <translation>对前一个词元的注意力</translation>
    </message>
    <message>
        <source>On itself</source>
        <translation>对自身</translation>
    </message>
    <message>
        <source>Attention to the query&apos;s own position</source>
        <translation>对查询自身位置的注意力</translation>
    </message>
    <message>
        <source>Copy the recipe (JSON)</source>
        <translation>复制配方 (JSON)</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>未选择任何内容</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Query %1</source>
        <translation>查询 %1</translation>
    </message>
    <message>
        <source>%1 nats (%2 keys)</source>
        <translation>%1 奈特（%2 个键）</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Inspector&lt;/h3&gt;&lt;p&gt;Exact numbers of the head and of the row (query) that is selected in any panel. &lt;b&gt;Entropy&lt;/b&gt; says how widely the row spreads:&lt;/p&gt;&lt;p style=&apos;font-size:large&apos;&gt;&lt;i&gt;H&lt;/i&gt; = −Σ&lt;sub&gt;j&lt;/sub&gt; &lt;i&gt;p&lt;/i&gt;&lt;sub&gt;j&lt;/sub&gt; ln &lt;i&gt;p&lt;/i&gt;&lt;sub&gt;j&lt;/sub&gt;&lt;/p&gt;&lt;p&gt;0 means that all attention rests on one key, ln &lt;i&gt;n&lt;/i&gt; that &lt;i&gt;n&lt;/i&gt; keys share it evenly; e&lt;sup&gt;&lt;i&gt;H&lt;/i&gt;&lt;/sup&gt; is the number of keys that it amounts to.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Ablating&lt;/b&gt; a head sets what it adds to the residual stream to zero and runs the model again: what changes downstream depended on it.&lt;/p&gt;&lt;p&gt;&lt;small&gt;P. Michel, O. Levy, G. Neubig, &lt;i&gt;Are Sixteen Heads Really Better than One?&lt;/i&gt;, 2019, arXiv:1905.10650.&lt;/small&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;检查器&lt;/h3&gt;&lt;p&gt;任一面板中所选头及所选行（查询）的精确数值。&lt;b&gt;熵&lt;/b&gt;说明该行分布有多广：&lt;/p&gt;&lt;p style=&apos;font-size:large&apos;&gt;&lt;i&gt;H&lt;/i&gt; = −Σ&lt;sub&gt;j&lt;/sub&gt; &lt;i&gt;p&lt;/i&gt;&lt;sub&gt;j&lt;/sub&gt; ln &lt;i&gt;p&lt;/i&gt;&lt;sub&gt;j&lt;/sub&gt;&lt;/p&gt;&lt;p&gt;0 表示全部注意力集中在一个键上，ln &lt;i&gt;n&lt;/i&gt; 表示 &lt;i&gt;n&lt;/i&gt; 个键平均分配；e&lt;sup&gt;&lt;i&gt;H&lt;/i&gt;&lt;/sup&gt; 是其相当的键数。&lt;/p&gt;&lt;p&gt;&lt;b&gt;屏蔽&lt;/b&gt;一个头会将其加到残差流上的内容置零，并重新运行模型：其后发生变化的内容就依赖于它。&lt;/p&gt;&lt;p&gt;&lt;small&gt;P. Michel, O. Levy, G. Neubig，&lt;i&gt;Are Sixteen Heads Really Better than One?&lt;/i&gt;，2019，arXiv:1905.10650。&lt;/small&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
</context>
<context>
    <name>saccade::JobBar</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>saccade::KeyTable</name>
    <message>
        <source>Strongest keys</source>
        <translation>最强的键</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
</context>
<context>
    <name>saccade::LinesView</name>
    <message>
        <source>Attention lines</source>
        <translation>注意力连线</translation>
    </message>
    <message>
        <source>Queries left, keys right. Up and down move the selected query, with Shift the selected key.</source>
        <translation>左侧为查询，右侧为键。上下键移动所选查询，按住 Shift 移动所选键。</translation>
    </message>
    <message>
        <source>%1 at position %2</source>
        <translation>%1，位置 %2</translation>
    </message>
    <message>
        <source>No attention to show yet.</source>
        <translation>尚无可显示的注意力。</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
</context>
<context>
    <name>saccade::MainWindow</name>
    <message>
        <source>Workspace</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where the model runs; choose another device</source>
        <translation>模型运行的设备；可选择其他设备</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Saccade %1 opens a checkpoint, runs it and shows where it looks. Built with Qt %2.</source>
        <translation>Saccade %1 可打开检查点、运行它并显示它在看哪里。使用 Qt %2 构建。</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
    <message>
        <source>The picture waits for a model that reads pictures: open one (Ctrl+O).</source>
        <translation>图片在等待能读取图片的模型：请打开一个（Ctrl+O）。</translation>
    </message>
    <message>
        <source>The sound waits for a model that reads sounds: open one (Ctrl+O).</source>
        <translation>声音在等待能读取声音的模型：请打开一个（Ctrl+O）。</translation>
    </message>
    <message>
        <source>The series waits for a model that reads series: open one (Ctrl+O).</source>
        <translation>时间序列正在等待能读取时间序列的模型：请打开一个 (Ctrl+O)。</translation>
    </message>
</context>
<context>
    <name>saccade::MatrixView</name>
    <message>
        <source>Attention map</source>
        <translation>注意力热图</translation>
    </message>
    <message>
        <source>Queries down, keys across. Arrow keys move the selected cell, plus and minus zoom, 0 shows all.</source>
        <translation>查询自上而下，键从左到右。方向键移动所选单元格，加减号缩放，0 显示全部。</translation>
    </message>
    <message>
        <source>No attention to show yet. Open a model, type a text and run it.</source>
        <translation>尚无可显示的注意力。请打开模型，输入文本并运行。</translation>
    </message>
    <message>
        <source>key →</source>
        <translation>键 →</translation>
    </message>
    <message>
        <source>query ↓</source>
        <translation>查询 ↓</translation>
    </message>
    <message>
        <source>%1 at position %2</source>
        <translation>%1，位置 %2</translation>
    </message>
</context>
<context>
    <name>saccade::MediaField</name>
    <message>
        <source>Choose a &amp;picture …</source>
        <translation>选择图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Choose a &amp;sound …</source>
        <translation>选择声音(&amp;S)…</translation>
    </message>
    <message>
        <source>Without this picture</source>
        <translation>移除这张图片</translation>
    </message>
    <message>
        <source>Without this sound</source>
        <translation>移除这段声音</translation>
    </message>
    <message>
        <source>Drop a picture here, paste one, or choose it.</source>
        <translation>把图片拖到这里、粘贴或选择。</translation>
    </message>
    <message>
        <source>Drop a sound here (WAV, FLAC), or choose it.</source>
        <translation>把声音（WAV、FLAC）拖到这里，或选择。</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Choose a sound</source>
        <translation>选择声音</translation>
    </message>
    <message>
        <source>Pictures (%1);;All files (*)</source>
        <translation>图片 (%1);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Sounds (%1);;All files (*)</source>
        <translation>声音 (%1);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a &amp;series …</source>
        <translation>选择时间序列(&amp;S)…</translation>
    </message>
    <message>
        <source>Without this series</source>
        <translation>不使用此时间序列</translation>
    </message>
    <message>
        <source>Drop a table of series here (CSV), or choose it.</source>
        <translation>把时间序列表格（CSV）拖到这里，或选择它。</translation>
    </message>
    <message>
        <source>Choose a series</source>
        <translation>选择时间序列</translation>
    </message>
    <message>
        <source>Series (%1);;All files (*)</source>
        <translation>时间序列 (%1);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>saccade::Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Open the &amp;demo model</source>
        <translation>打开演示模型(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Save trace …</source>
        <translation>保存运行记录(&amp;S) …</translation>
    </message>
    <message>
        <source>&amp;Export figure or numbers …</source>
        <translation>导出图或数值(&amp;E) …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;move all edits</source>
        <translation>移除所有干预(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Copy picture and numbers</source>
        <translation>复制图像和数值(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Run the prompt</source>
        <translation>运行提示词(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Go to the &amp;prompt</source>
        <translation>转到提示词(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Commands …</source>
        <translation>命令(&amp;C) …</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;What am I looking at?</source>
        <translation>我看到的是什么？(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;About Saccade</source>
        <translation>关于 Saccade(&amp;A)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Nothing was opened yet</source>
        <translation>尚未打开过任何文件</translation>
    </message>
    <message>
        <source>&amp;Forget these</source>
        <translation>清除这些记录(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation>自动(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Open model …</source>
        <translation>打开模型(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;file …</source>
        <translation>打开文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Open fo&amp;lder …</source>
        <translation>打开文件夹(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Paste a picture or a file</source>
        <translation>粘贴图片或文件(&amp;P)</translation>
    </message>
    <message>
        <source>%1: no font for it is installed</source>
        <translation>%1：没有安装相应的字体</translation>
    </message>
    <message>
        <source>Install one, such as Noto Sans CJK, and start Saccade again.</source>
        <translation>请安装一种字体（如 Noto Sans CJK），然后重新启动 Saccade。</translation>
    </message>
</context>
<context>
    <name>saccade::MessageBar</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Copies the message with versions and context, for a report</source>
        <translation>复制消息及版本和上下文，便于报告问题</translation>
    </message>
    <message>
        <source>Close this message (Esc)</source>
        <translation>关闭此消息 (Esc)</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>saccade::ModelBox</name>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>State space</source>
        <translation>状态空间</translation>
    </message>
    <message>
        <source>MLP</source>
        <translation>MLP</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Norms</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>输出头</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n 个张量</numerusform>
        </translation>
    </message>
    <message>
        <source>Active parameters</source>
        <translation>激活参数</translation>
    </message>
    <message>
        <source>FLOPs per token</source>
        <translation>每词元 FLOPs</translation>
    </message>
    <message>
        <source>FLOPs per input</source>
        <translation>每次输入 FLOPs</translation>
    </message>
    <message>
        <source>Cache per token</source>
        <translation>每词元缓存</translation>
    </message>
    <message>
        <source>Cache per source position</source>
        <translation>每源位置缓存</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>saccade::OpenModelDialog</name>
    <message>
        <source>Open a model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Search by name, kind, format or place</source>
        <translation>按名称、类型、格式或位置搜索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folders of your own in which models are looked for</source>
        <translation>您自己的、会在其中查找模型的文件夹</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>重新搜索</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>本机上的模型</translation>
    </message>
    <message>
        <source>Looking for models</source>
        <translation>正在查找模型</translation>
    </message>
    <message>
        <source>Browse for a &amp;file …</source>
        <translation>浏览文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Browse for a f&amp;older …</source>
        <translation>浏览文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>too many files: not all were looked at</source>
        <translation>文件太多：没有全部查看</translation>
    </message>
    <message>
        <source>Looking for models …</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>No model fits “%1”.</source>
        <translation>没有模型符合“%1”。</translation>
    </message>
    <message>
        <source>No models were found. Saccade has looked here:</source>
        <translation>没有找到模型。Saccade 查找了以下位置：</translation>
    </message>
    <message>
        <source>Add a folder of your own under “Folders”, or browse for a file.</source>
        <translation>在“文件夹”下添加您自己的文件夹，或浏览文件。</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.gguf *.bin *.pth *.pt *.npz *.json);;All files (*)</source>
        <translation>模型 (*.safetensors *.gguf *.bin *.pth *.pt *.npz *.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open the folder of a model</source>
        <translation>打开模型文件夹</translation>
    </message>
    <message>
        <source>&amp;Add a folder …</source>
        <translation>添加文件夹(&amp;A)…</translation>
    </message>
    <message>
        <source>Look no longer in</source>
        <translation>不再查找</translation>
    </message>
    <message>
        <source>Look for models in</source>
        <translation>在此查找模型</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>saccade::Opening</name>
    <message>
        <source>The picture cannot be kept: there is no room or no right to write in the folder for data of programs.</source>
        <translation>无法保存图片：程序数据文件夹没有空间或没有写入权限。</translation>
    </message>
    <message>
        <source>Open the folder of a checkpoint</source>
        <translation>打开检查点文件夹</translation>
    </message>
    <message>
        <source>The clipboard holds neither a picture nor a file.</source>
        <translation>剪贴板里既没有图片也没有文件。</translation>
    </message>
    <message>
        <source>Open a checkpoint, a trace, a picture, a sound or a series</source>
        <translation>打开检查点、运行记录、图片、声音或时间序列</translation>
    </message>
    <message>
        <source>Checkpoints and traces (%1);;Pictures (%2);;Sounds (%3);;Series (%4);;All files (*)</source>
        <translation>检查点和运行记录 (%1);;图片 (%2);;声音 (%3);;时间序列 (%4);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>saccade::PanelDock</name>
    <message>
        <source>Copy picture and numbers</source>
        <translation>复制图像和数值</translation>
    </message>
    <message>
        <source>Export a figure or the numbers</source>
        <translation>导出图或数值</translation>
    </message>
    <message>
        <source>What am I looking at?</source>
        <translation>我看到的是什么？</translation>
    </message>
    <message>
        <source>Detach, or dock again</source>
        <translation>分离或重新停靠</translation>
    </message>
</context>
<context>
    <name>saccade::PatchView</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Attention on the picture</source>
        <translation>图片上的注意力</translation>
    </message>
    <message>
        <source>The row of the selected query over the patches. Arrow keys move the query.</source>
        <translation>所选查询对应的行，覆盖在图块上。方向键移动查询。</translation>
    </message>
    <message>
        <source>No attention on a picture to show yet.</source>
        <translation>还没有可显示的图片注意力。</translation>
    </message>
</context>
<context>
    <name>saccade::PredictionsBox</name>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Cosine between the embeddings of the picture and of the text: −1 … 1</source>
        <translation>图片与文本嵌入之间的余弦：−1 … 1</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
</context>
<context>
    <name>saccade::PromptBar</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>How the text is continued: steps, temperature, seed …</source>
        <translation>如何续写文本：步数、温度、种子……</translation>
    </message>
    <message>
        <source>Tokens to write after the prompt; 0 reads the prompt alone</source>
        <translation>在提示词后续写的词元数；0 只读取提示词</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>The same seed draws the same tokens; without effect at temperature 0</source>
        <translation>相同的种子抽取相同的词元；温度为 0 时无作用</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>温度 %1</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s), %1</source>
        <translation>
            <numerusform>%n 步，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Decoding: %1</source>
        <translation>解码：%1</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>无模型</translation>
    </message>
    <message>
        <source>Type a prompt; Ctrl+Enter runs the model</source>
        <translation>输入提示词；Ctrl+Enter 运行模型</translation>
    </message>
    <message>
        <source>Type token ids such as 3, 1, 4: this model has no tokenizer; Ctrl+Enter runs it</source>
        <translation>此模型没有分词器，请输入词元编号，例如 3, 1, 4；Ctrl+Enter 运行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Stop and keep the steps made so far (Esc)</source>
        <translation>停止并保留已完成的步骤 (Esc)</translation>
    </message>
    <message>
        <source>Run the model (Ctrl+Enter)</source>
        <translation>运行模型 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Second sentence</source>
        <translation>第二句</translation>
    </message>
    <message>
        <source>Second sentence, if the model is to compare two</source>
        <translation>第二句（如果要让模型比较两句）</translation>
    </message>
    <message>
        <source>Open a model first (Ctrl+O)</source>
        <translation>请先打开模型 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Type a sentence with %1 where the model is to guess; Ctrl+Enter runs it</source>
        <translation>输入一句话，在要让模型猜测的地方写 %1；按 Ctrl+Enter 运行</translation>
    </message>
    <message>
        <source>Type a text for the model to read; Ctrl+Enter runs it</source>
        <translation>输入要让模型读取的文本；按 Ctrl+Enter 运行</translation>
    </message>
    <message>
        <source>Type the text that the encoder reads; Ctrl+Enter runs it</source>
        <translation>输入编码器读取的文本；按 Ctrl+Enter 运行</translation>
    </message>
    <message>
        <source>%1 · %2 × %3 · %4</source>
        <translation>%1 · %2 × %3 · %4</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
</context>
<context>
    <name>saccade::RoutingBox</name>
    <message>
        <source>Experts</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>How the router of this layer shares the selected token out among its experts; only the first few of them compute it</source>
        <translation>该层的路由器如何把所选词元分配给各专家；只有前几个专家会计算它</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
</context>
<context>
    <name>saccade::RunStrip</name>
    <message>
        <source>Source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Open a model: its steps appear here.</source>
        <translation>打开模型：它的步骤会显示在这里。</translation>
    </message>
    <message>
        <source>This model reads its input whole: there are no steps.</source>
        <translation>该模型一次读取全部输入：没有步骤。</translation>
    </message>
    <message>
        <source>Run the model: each step that it makes appears here.</source>
        <translation>运行模型：它的每一步都会显示在这里。</translation>
    </message>
</context>
<context>
    <name>saccade::SpectrogramStrip</name>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>The sound over time, low pitches below. Arrow keys move the selected moment.</source>
        <translation>声音随时间的变化，低音在下。方向键移动所选时刻。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>The sound of a run appears here.</source>
        <translation>运行的声音会显示在这里。</translation>
    </message>
    <message>
        <source>%1, padding: silence after the sound</source>
        <translation>%1，填充：声音之后的静音</translation>
    </message>
    <message>
        <source>padding to %1 s</source>
        <translation>填充至 %1 秒</translation>
    </message>
</context>
<context>
    <name>saccade::Timeline</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Step %1: %2
probability %3, surprise %4 nats</source>
        <translation>第 %1 步：%2
概率 %3，意外程度 %4 奈特</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation>%1 奈特</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>One mark a step, as high as its token was surprising. Arrow keys step, Space plays.</source>
        <translation>每步一个标记，高度为其词元的意外程度。方向键逐步移动，空格播放。</translation>
    </message>
    <message>
        <source>No steps: the run computed its prompt alone.</source>
        <translation>没有步骤：此次运行只计算了提示词。</translation>
    </message>
</context>
<context>
    <name>saccade::TokenStrip</name>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>The text of the run, token by token. Arrow keys move the selection.</source>
        <translation>运行的文本，逐个词元显示。方向键移动选择。</translation>
    </message>
    <message>
        <source>%1 at position %2</source>
        <translation>%1，位置 %2</translation>
    </message>
    <message>
        <source>%1 at position %2, generated</source>
        <translation>%1，位置 %2，生成</translation>
    </message>
    <message>
        <source>The tokens of a run appear here.</source>
        <translation>运行的词元显示在此处。</translation>
    </message>
</context>
<context>
    <name>saccade::Workbench</name>
    <message>
        <source>Opening %1</source>
        <translation>正在打开 %1</translation>
    </message>
    <message>
        <source>Opening the demo model</source>
        <translation>正在打开演示模型</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>演示模型</translation>
    </message>
    <message>
        <source>There is no model to run. Open a checkpoint first.</source>
        <translation>没有可运行的模型。请先打开检查点。</translation>
    </message>
    <message>
        <source>Running %1</source>
        <translation>正在运行 %1</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>正在保存 %1</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
</context>
<context>
    <name>saccade::WorkspaceTree</name>
    <message>
        <source>Workspace</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message numerus="yes">
        <source>%1
%n token(s)</source>
        <translation>
            <numerusform>%1
%n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>Put in the prompt</source>
        <translation>填入提示词</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Save trace …</source>
        <translation>保存运行记录 …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>%1 · %2
%3, %4, %5 parameters
%6</source>
        <translation>%1 · %2
%3，%4，%5 个参数
%6</translation>
    </message>
</context>
<context>
    <name>MediaName</name>
    <message>
        <source>Pasted picture %1</source>
        <translation>粘贴的图片 %1</translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
    <message numerus="yes">
        <source>%n channel(s)</source>
        <translation><numerusform>%n 个通道</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n head(s)</source>
        <translation><numerusform>%n 个头</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation><numerusform>%n 层</numerusform></translation>
    </message>
</context>
<context>
    <name>RunDocument</name>
    <message>
        <source>row %1, col. %2</source>
        <translation>第 %1 行，第 %2 列</translation>
    </message>
</context>
<context>
    <name>saccade::ElidedLabel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>Analysis</name>
    <message>
        <source>Attention by distance</source>
        <translation>按距离的注意力</translation>
    </message>
    <message>
        <source>How far each head looks, in tokens or on the picture.</source>
        <translation>每个头看得多远：以词元计，或在图片上。</translation>
    </message>
    <message>
        <source>The mean over queries of Σ_j A_ij·|i − j|; on a grid, of the distance between patches on a square of side 1, rows divided by what falls on patches.</source>
        <translation>对各查询取 Σ_j A_ij·|i − j| 的平均；在网格上则取边长为 1 的正方形中图块之间的距离，各行除以落在图块上的部分。</translation>
    </message>
    <message>
        <source>Discrepancy</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Where two variants of an analysis differ.</source>
        <translation>一种分析的两个变体在何处不同。</translation>
    </message>
    <message>
        <source>The first minus the second.</source>
        <translation>第一个减去第二个。</translation>
    </message>
    <message>
        <source>Entropy of heads</source>
        <translation>头的熵</translation>
    </message>
    <message>
        <source>How widely each head spreads its attention, layer by layer.</source>
        <translation>每个头的注意力分布得多宽，逐层显示。</translation>
    </message>
    <message>
        <source>The mean over queries of −Σ p ln p.</source>
        <translation>对各查询取 −Σ p ln p 的平均。</translation>
    </message>
    <message>
        <source>The same divided by ln of the keys that the query may see: 1 is uniform, 0 is one key.</source>
        <translation>同上，再除以该查询可见键数的 ln：1 为均匀，0 为集中于一个键。</translation>
    </message>
    <message>
        <source>Attention flow</source>
        <translation>注意力流</translation>
    </message>
    <message>
        <source>The exact maximum flow from each input to an output through all layers.</source>
        <translation>从每个输入经过所有层到某个输出的精确最大流。</translation>
    </message>
    <message>
        <source>The maximum flow from the output&apos;s node to each input&apos;s, edge capacities A = (1 − r)·F + r·I with rows divided by their sums; divided by the sum over the inputs.</source>
        <translation>从输出节点到各输入节点的最大流，边容量 A = (1 − r)·F + r·I，各行除以其和；再除以对所有输入的总和。</translation>
    </message>
    <message>
        <source>The maximum flows themselves. One that reaches min(1, Σ_i A_1[i, input]) is saturated: any attention in between would give the same.</source>
        <translation>最大流本身。达到 min(1, Σ_i A_1[i, input]) 的流已饱和：中间无论怎样的注意力都会得到相同结果。</translation>
    </message>
    <message>
        <source>Jobs of heads</source>
        <translation>头的职能</translation>
    </message>
    <message>
        <source>What each head does: previous token, induction, sink and more, with the evidence.</source>
        <translation>每个头的作用：前一词元、归纳、汇点等，并附证据。</translation>
    </message>
    <message>
        <source>(s − u) / (1 − u): s is the share of attention at the keys of the job, u what uniform attention has there; a mean over the queries that have such keys. The job is the highest from 0.3 on.</source>
        <translation>(s − u) / (1 − u)：s 是落在该职能的键上的注意力份额，u 是均匀注意力在那里的份额；对具有此类键的查询取平均。职能取不低于 0.3 的最高者。</translation>
    </message>
    <message>
        <source>Rank collapse</source>
        <translation>秩塌缩</translation>
    </message>
    <message>
        <source>How alike the positions become with depth: residual, effective rank and uniformity.</source>
        <translation>各位置随深度变得多相似：残差、有效秩与一致性。</translation>
    </message>
    <message>
        <source>res(X) = X − 1·x with x the mean row; ‖res(X)‖ / ‖X‖ with ‖·‖ = √(‖·‖₁·‖·‖∞). Effective rank: e to the entropy of the singular values. Uniformity: the mean cosine of two positions.</source>
        <translation>res(X) = X − 1·x，x 为平均行；‖res(X)‖ / ‖X‖，其中 ‖·‖ = √(‖·‖₁·‖·‖∞)。有效秩：e 的奇异值熵次方。一致性：两个位置余弦的平均。</translation>
    </message>
    <message>
        <source>Attention rollout</source>
        <translation>注意力展开（rollout）</translation>
    </message>
    <message>
        <source>How much of each input reaches each position, through all layers.</source>
        <translation>每个输入经过所有层后有多少到达每个位置。</translation>
    </message>
    <message>
        <source>A = (1 − r)·F + r·I, rows divided by their sums; R = A_L ⋯ A_1. F: the heads taken together, r: the residual share.</source>
        <translation>A = (1 − r)·F + r·I，各行除以其和；R = A_L ⋯ A_1。F：各头合并，r：残差份额。</translation>
    </message>
    <message>
        <source>A = (F + I) / 2, its column j divided by the sum of row j, as a widespread program for vision transformers does; R = A_L ⋯ A_1.</source>
        <translation>A = (F + I) / 2，第 j 列除以第 j 行之和，与一个常用的视觉 Transformer 程序相同；R = A_L ⋯ A_1。</translation>
    </message>
    <message>
        <source>R = F_L ⋯ F_1: without the residual connections.</source>
        <translation>R = F_L ⋯ F_1：不含残差连接。</translation>
    </message>
    <message>
        <source>Attention sinks</source>
        <translation>注意力汇点</translation>
    </message>
    <message>
        <source>Which positions draw attention, with the size of their values and states.</source>
        <translation>哪些位置吸引注意力，及其值与状态的大小。</translation>
    </message>
    <message>
        <source>α_k: the mean attention to position k of the other queries that see it; a head has a sink in k where α_k &gt; ε. Values: ‖v_k‖ by the mean over positions, states: ‖x_k‖ by the median, at its peak over the layers.</source>
        <translation>α_k：其他能看到位置 k 的查询对它的平均注意力；当 α_k &gt; ε 时，该头在 k 处有汇点。值：‖v_k‖ 除以各位置的平均；状态：‖x_k‖ 除以中位数，取各层中的峰值。</translation>
    </message>
    <message>
        <source>Stiffness</source>
        <translation>刚性</translation>
    </message>
    <message>
        <source>How strongly each layer changes the positions: its index as a step of a numerical method.</source>
        <translation>每层对各位置的改变有多大：把它视为数值方法的一步时的指标。</translation>
    </message>
    <message>
        <source>‖x_{t+1} − x_t‖ / ‖x_t‖ of each position.</source>
        <translation>每个位置的 ‖x_{t+1} − x_t‖ / ‖x_t‖。</translation>
    </message>
    <message>
        <source>‖(x_{t+1} − x_t) / x_t‖, divided element by element; elements below 1e-6 are left out.</source>
        <translation>‖(x_{t+1} − x_t) / x_t‖，逐元素相除；小于 1e-6 的元素略去。</translation>
    </message>
    <message>
        <source>Attention times gradient</source>
        <translation>注意力乘以梯度</translation>
    </message>
    <message>
        <source>How much each look of a layer adds to one token or class.</source>
        <translation>一层中的每次注视对某个词元或类别的贡献。</translation>
    </message>
    <message>
        <source>A ⊙ ∂f/∂A, a sum over the heads that are looked at.</source>
        <translation>A ⊙ ∂f/∂A，对所查看的头求和。</translation>
    </message>
    <message>
        <source>∂f/∂A alone.</source>
        <translation>仅 ∂f/∂A。</translation>
    </message>
    <message>
        <source>(A ⊙ ∂f/∂A)⁺: what speaks against counts as nothing.</source>
        <translation>(A ⊙ ∂f/∂A)⁺：起反作用的部分计为零。</translation>
    </message>
    <message>
        <source>Relevance propagation</source>
        <translation>相关性传播</translation>
    </message>
    <message>
        <source>What an answer rests on: attention weighted by its gradients, through all layers.</source>
        <translation>答案的依据：以梯度加权的注意力，贯穿所有层。</translation>
    </message>
    <message>
        <source>R = I, then R ← R + Ā·R with Ā = E_h[(∇A ⊙ A)⁺], from the first layer on.</source>
        <translation>R = I，然后 R ← R + Ā·R，其中 Ā = E_h[(∇A ⊙ A)⁺]，从第一层开始。</translation>
    </message>
    <message>
        <source>Rollout with gradients</source>
        <translation>带梯度的 rollout</translation>
    </message>
    <message>
        <source>Rollout of the attention that raises one token or class.</source>
        <translation>对提升某个词元或类别的注意力做 rollout。</translation>
    </message>
    <message>
        <source>The rollout of mean_h(A ⊙ ∇A)⁺, each layer with its own gradient, rows divided by their sums.</source>
        <translation>mean_h(A ⊙ ∇A)⁺ 的 rollout，每层使用自己的梯度，各行除以其和。</translation>
    </message>
    <message>
        <source>As a widespread program computes it: each layer with the gradient of the layer at the other end, column j divided by the sum of row j.</source>
        <translation>按某个常用程序的算法：每层使用另一端那层的梯度，第 j 列除以第 j 行之和。</translation>
    </message>
    <message>
        <source>Importance of heads</source>
        <translation>头的重要性</translation>
    </message>
    <message>
        <source>How much the loss hangs on each head, from one backward pass.</source>
        <translation>损失对每个头的依赖程度，由一次反向传播得出。</translation>
    </message>
    <message>
        <source>|∂L/∂ξ_h|, ξ_h a mask over the head&apos;s output; divided by the norm of the layer&apos;s.</source>
        <translation>|∂L/∂ξ_h|，ξ_h 为头输出上的掩码；除以该层的范数。</translation>
    </message>
    <message>
        <source>The mean over tokens of |Att_h(x)·∂L/∂Att_h(x)|, as the authors&apos; program takes it; divided by the norm of the layer&apos;s.</source>
        <translation>对各词元取 |Att_h(x)·∂L/∂Att_h(x)| 的平均，与作者的程序相同；除以该层的范数。</translation>
    </message>
    <message>
        <source>|∂L/∂ξ_h| divided by the number of tokens and the norm of the layer&apos;s, then all stretched to 0 … 1.</source>
        <translation>|∂L/∂ξ_h| 除以词元数和该层的范数，再整体拉伸到 0 … 1。</translation>
    </message>
    <message>
        <source>|∂L/∂ξ_h| as it is.</source>
        <translation>原样的 |∂L/∂ξ_h|。</translation>
    </message>
    <message>
        <source>∂L/∂ξ_h: below 0 where more of the head would lower the loss.</source>
        <translation>∂L/∂ξ_h：小于 0 表示加强该头会降低损失。</translation>
    </message>
    <message>
        <source>Integrated gradients</source>
        <translation>积分梯度</translation>
    </message>
    <message>
        <source>How much each token or patch adds to an answer, with the error of the sum.</source>
        <translation>每个词元或图块对答案的贡献，并给出总和的误差。</translation>
    </message>
    <message>
        <source>(x − x′)·∫ ∂f(x′ + α(x − x′)) dα over the embeddings x, x′ = 0, at Gauss and Legendre&apos;s places.</source>
        <translation>对嵌入 x 计算 (x − x′)·∫ ∂f(x′ + α(x − x′)) dα，x′ = 0，取高斯–勒让德节点。</translation>
    </message>
    <message>
        <source>At α = 0, 1/n … (n − 1)/n.</source>
        <translation>取 α = 0, 1/n … (n − 1)/n。</translation>
    </message>
    <message>
        <source>At α = 1/n, 2/n … 1.</source>
        <translation>取 α = 1/n, 2/n … 1。</translation>
    </message>
    <message>
        <source>At α = 1/2n, 3/2n … .</source>
        <translation>取 α = 1/2n, 3/2n … 。</translation>
    </message>
    <message>
        <source>At α = 0, 1/(n − 1) … 1, both ends halved.</source>
        <translation>取 α = 0, 1/(n − 1) … 1，两端减半。</translation>
    </message>
    <message>
        <source>The same with weights of 1/n, as a widespread program has them: they sum to (n − 1)/n.</source>
        <translation>同上，但权重为 1/n，与某个常用程序相同：其和为 (n − 1)/n。</translation>
    </message>
    <message>
        <source>Norm-based attention</source>
        <translation>基于范数的注意力</translation>
    </message>
    <message>
        <source>Attention times the length of what is looked at: what really comes in.</source>
        <translation>注意力乘以所看内容的长度：真正传入的量。</translation>
    </message>
    <message>
        <source>‖Σ_h α^h_ij·f^h(x_j)‖ with f(x) = v·W_O, over the heads that are looked at; needs the model.</source>
        <translation>‖Σ_h α^h_ij·f^h(x_j)‖，f(x) = v·W_O，对所选的头求和；需要模型。</translation>
    </message>
    <message>
        <source>The mean over heads of α^h_ij·‖v^h_j‖, without the output weights.</source>
        <translation>α^h_ij·‖v^h_j‖ 对各头的平均，不含输出权重。</translation>
    </message>
</context>
<context>
    <name>SeriesView</name>
    <message>
        <source>gates</source>
        <translation>门</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>预测</translation>
    </message>
</context>
<context>
    <name>saccade::SeriesView</name>
    <message>
        <source>Series and forecast</source>
        <translation>时间序列与预测</translation>
    </message>
    <message>
        <source>forecast %1</source>
        <translation>预测 %1</translation>
    </message>
    <message>
        <source>measured %1</source>
        <translation>实测 %1</translation>
    </message>
    <message>
        <source>difference %1</source>
        <translation>差 %1</translation>
    </message>
    <message>
        <source>No forecast to show yet.</source>
        <translation>还没有可显示的预测。</translation>
    </message>
    <message>
        <source>%1: the last value is %2, the forecast ends after %3 steps at %4. Left and right point at a moment, up and down choose the channel.</source>
        <translation>%1：最后一个值是 %2，预测在 %3 步之后为 %4。左右键指向时刻，上下键选择通道。</translation>
    </message>
</context>
<context>
    <name>saccade::SeriesPage</name>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>&amp;Channel</source>
        <translation>通道(&amp;C)</translation>
    </message>
    <message>
        <source>Value under the cursor</source>
        <translation>光标处的值</translation>
    </message>
    <message>
        <source>Point at a moment to read its values; the wheel shows more or less of the history</source>
        <translation>指向一个时刻以读取其值；滚轮可显示更多或更少的历史</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Forecast&lt;/h3&gt;&lt;p&gt;The model read the &lt;b&gt;measured&lt;/b&gt; values of the channel and wrote the &lt;b&gt;forecast&lt;/b&gt; in one go. Where the file goes on after the moment of the forecast, what was measured then is drawn too.&lt;/p&gt;&lt;p&gt;TinyTimeMixer has no attention matrix. It cuts the series into patches and mixes them by small perceptrons; a gate then decides how much of each passes:&lt;/p&gt;&lt;p style='font-size:large'&gt;&lt;i&gt;y&lt;/i&gt; = &lt;i&gt;x&lt;/i&gt; · softmax( &lt;i&gt;W x&lt;/i&gt; + &lt;i&gt;b&lt;/i&gt; )&lt;/p&gt;&lt;p&gt;The rows below the chart, one a layer, show how the gates over the patches share themselves out, as the mean over all features: the stronger the colour, the more of this patch passes. All shares of a row add up to 1. Where adaptive patching cuts a patch into pieces, their shares are added.&lt;/p&gt;&lt;p&gt;&lt;small&gt;V. Ekambaram et al., &lt;i&gt;Tiny Time Mixers (TTMs): Fast Pre-trained Models for Enhanced Zero/Few-Shot Forecasting of Multivariate Time Series&lt;/i&gt;, 2024, arXiv:2401.03955.&lt;/small&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;预测&lt;/h3&gt;&lt;p&gt;模型读取该通道的&lt;b&gt;实测&lt;/b&gt;值，一次写出&lt;b&gt;预测&lt;/b&gt;。如果文件在预测时刻之后还有数据，也会画出当时的实测值。&lt;/p&gt;&lt;p&gt;TinyTimeMixer 没有注意力矩阵。它把序列切成片段，用小型感知机加以混合；随后由门决定每个片段通过多少：&lt;/p&gt;&lt;p style='font-size:large'&gt;&lt;i&gt;y&lt;/i&gt; = &lt;i&gt;x&lt;/i&gt; · softmax( &lt;i&gt;W x&lt;/i&gt; + &lt;i&gt;b&lt;/i&gt; )&lt;/p&gt;&lt;p&gt;图下方每层一行，显示门在各片段上的分配（对所有特征取平均）：颜色越深，该片段通过得越多。每行的份额之和为 1。自适应分片把片段再切开时，各小块的份额相加。&lt;/p&gt;&lt;p&gt;&lt;small&gt;V. Ekambaram et al., &lt;i&gt;Tiny Time Mixers (TTMs): Fast Pre-trained Models for Enhanced Zero/Few-Shot Forecasting of Multivariate Time Series&lt;/i&gt;, 2024, arXiv:2401.03955.&lt;/small&gt;&lt;/p&gt;</translation>
    </message>
</context>
</TS>
