<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ColourBar</name>
    <message>
        <source>max</source>
        <translation>max</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>maskiert</translation>
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
        <translation>Graustufen</translation>
    </message>
    <message>
        <source>Saccade</source>
        <translation>Saccade</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Balance</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>emulated on the CPU</source>
        <translation>auf der CPU nachgebildet</translation>
    </message>
    <message>
        <source>no GPU was found</source>
        <translation>es wurde keine GPU gefunden</translation>
    </message>
    <message>
        <source>auto, cpu, gpu or gpu:N (`saccade devices`)</source>
        <translation>auto, cpu, gpu oder gpu:N (`saccade devices`)</translation>
    </message>
    <message>
        <source>Running on the CPU (%1).</source>
        <translation>Gerechnet wird auf der CPU (%1).</translation>
    </message>
    <message>
        <source>The text; -: read from standard input</source>
        <translation>Der Text; -: von der Standardeingabe lesen</translation>
    </message>
    <message>
        <source>The text of a file; -: standard input</source>
        <translation>Der Text einer Datei; -: Standardeingabe</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>Measure tokens per second on each device</source>
        <translation>Tokens je Sekunde auf jedem Gerät messen</translation>
    </message>
    <message>
        <source>prompt, decode, prompt-capture, decode-capture (default: all)</source>
        <translation>prompt, decode, prompt-capture, decode-capture (Vorgabe: alle)</translation>
    </message>
    <message>
        <source>Only this one (default: each)</source>
        <translation>Nur dieses (Vorgabe: jedes)</translation>
    </message>
    <message>
        <source>Length of the prompt (default 128)</source>
        <translation>Länge des Prompts (Vorgabe 128)</translation>
    </message>
    <message>
        <source>Tokens after it (default 64)</source>
        <translation>Tokens danach (Vorgabe 64)</translation>
    </message>
    <message>
        <source>The median counts (default 5)</source>
        <translation>Es zählt der Median (Vorgabe 5)</translation>
    </message>
    <message>
        <source>Show this help</source>
        <translation>Diese Hilfe zeigen</translation>
    </message>
    <message>
        <source>Commands (saccade COMMAND --help):</source>
        <translation>Befehle (saccade BEFEHL --help):</translation>
    </message>
    <message>
        <source>Shows where a model looks. Without a command: opens the window.</source>
        <translation>Zeigt, wohin ein Modell blickt. Ohne Befehl öffnet sich das Fenster.</translation>
    </message>
    <message>
        <source>Show the version</source>
        <translation>Die Version zeigen</translation>
    </message>
    <message>
        <source>Print one JSON document and nothing else</source>
        <translation>Ein JSON-Dokument ausgeben und sonst nichts</translation>
    </message>
    <message>
        <source>cannot be used: </source>
        <translation>nicht verwendbar: </translation>
    </message>
    <message>
        <source>List the devices that models can run on</source>
        <translation>Die Geräte auflisten, auf denen Modelle laufen können</translation>
    </message>
    <message>
        <source>%1, sharing %2 of keys and values</source>
        <translation>%1, die sich %2 von Keys und Values teilen</translation>
    </message>
    <message>
        <source>none (give --tokens)</source>
        <translation>keiner (--tokens angeben)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>Width of a head</source>
        <translation>Breite eines Kopfes</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>Chat-Vorlage</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>--capture has no effect without --trace FILE.</source>
        <translation>--capture wirkt nur zusammen mit --trace DATEI.</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Save what happened (.safetensors)</source>
        <translation>Speichern, was geschah (.safetensors)</translation>
    </message>
    <message>
        <source> (default %2)</source>
        <translation> (Vorgabe %2)</translation>
    </message>
    <message>
        <source> (%1; default %2)</source>
        <translation> (%1; Vorgabe %2)</translation>
    </message>
    <message>
        <source>Settings of the decoder “%1”</source>
        <translation>Einstellungen des Decoders „%1“</translation>
    </message>
    <message>
        <source>The prompt as token ids, 1,2,3</source>
        <translation>Der Prompt als Token-Nummern, 1,2,3</translation>
    </message>
    <message>
        <source>How tokens are chosen: </source>
        <translation>Wie Tokens gewählt werden: </translation>
    </message>
    <message>
        <source>A setting of the decoder; may be repeated</source>
        <translation>Eine Einstellung des Decoders; mehrfach möglich</translation>
    </message>
    <message>
        <source>Of the random numbers (default 0)</source>
        <translation>Startwert der Zufallszahlen (Vorgabe 0)</translation>
    </message>
    <message>
        <source>NAME=X, NAME*=X or NAME+=X, as in &apos;blocks.3.attention.heads[5]=0&apos;; may be repeated</source>
        <translation>NAME=X, NAME*=X oder NAME+=X, etwa &apos;blocks.3.attention.heads[5]=0&apos;; mehrfach möglich</translation>
    </message>
    <message>
        <source>What the trace holds, separated by commas: </source>
        <translation>Was die Aufzeichnung enthält, durch Kommas getrennt: </translation>
    </message>
    <message>
        <source> or value names, as in blocks.3.mlp.hidden (default pattern,residual,logits)</source>
        <translation> oder Namen von Werten wie blocks.3.mlp.hidden (Vorgabe pattern,residual,logits)</translation>
    </message>
    <message>
        <source>Show the tokens of a text, one a line: id and text</source>
        <translation>Die Tokens eines Textes zeigen, eines je Zeile: Nummer und Text</translation>
    </message>
    <message>
        <source>Without the special tokens that the model expects</source>
        <translation>Ohne die besonderen Tokens, die das Modell erwartet</translation>
    </message>
    <message>
        <source>One JSON document: ids, tokens as the vocabulary has them, text</source>
        <translation>Ein JSON-Dokument: Nummern, Tokens wie im Vokabular, Text</translation>
    </message>
    <message>
        <source>it could not be opened</source>
        <translation>sie ließ sich nicht öffnen</translation>
    </message>
    <message>
        <source>Layer %1, head %2 (maximum)</source>
        <translation>Schicht %1, Kopf %2 (Maximum)</translation>
    </message>
    <message>
        <source>Layer %1, head %2 (mean)</source>
        <translation>Schicht %1, Kopf %2 (Mittel)</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>Schicht %1, Kopf %2</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>query</source>
        <translation>Query</translation>
    </message>
    <message>
        <source>key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>What to draw: </source>
        <translation>Was gezeichnet wird: </translation>
    </message>
    <message>
        <source>Draw a figure of a trace for a paper, or write its numbers</source>
        <translation>Aus einer Aufzeichnung eine Abbildung für eine Veröffentlichung zeichnen oder ihre Zahlen schreiben</translation>
    </message>
    <message>
        <source>What `saccade run --trace` saved</source>
        <translation>Was `saccade run --trace` gespeichert hat</translation>
    </message>
    <message>
        <source>Run again what made this figure, trace or recipe (.json)</source>
        <translation>Noch einmal ausführen, woraus diese Abbildung, Aufzeichnung oder dieses Rezept (.json) entstand</translation>
    </message>
    <message>
        <source>.svg, .pdf or .png; .npy, .csv or .json for the numbers</source>
        <translation>.svg, .pdf oder .png; .npy, .csv oder .json für die Zahlen</translation>
    </message>
    <message>
        <source>Counted from 0 (default 0)</source>
        <translation>Gezählt ab 0 (Vorgabe 0)</translation>
    </message>
    <message>
        <source>The mean over heads, layers or everything</source>
        <translation>Das Mittel über Köpfe, Schichten oder alles</translation>
    </message>
    <message>
        <source>The maximum over heads, layers or everything</source>
        <translation>Das Maximum über Köpfe, Schichten oder alles</translation>
    </message>
    <message>
        <source>Only these positions, B not included</source>
        <translation>Nur diese Positionen, B nicht eingeschlossen</translation>
    </message>
    <message>
        <source>Width on paper (default 85, one column)</source>
        <translation>Breite auf Papier (Vorgabe 85, eine Spalte)</translation>
    </message>
    <message>
        <source>light or dark (default light)</source>
        <translation>light oder dark (Vorgabe light)</translation>
    </message>
    <message>
        <source>Of the colours: linear, log or row</source>
        <translation>Der Farben: linear, log oder row</translation>
    </message>
    <message>
        <source>Of cells smaller than a dot: mean or maximum</source>
        <translation>Von Zellen kleiner als ein Punkt: mean oder maximum</translation>
    </message>
    <message>
        <source>Dots an inch of PNG (default 300)</source>
        <translation>Punkte je Zoll im PNG (Vorgabe 300)</translation>
    </message>
    <message>
        <source>Leave the title to the caption</source>
        <translation>Den Titel der Bildunterschrift überlassen</translation>
    </message>
    <message>
        <source>Say what a checkpoint or a trace holds</source>
        <translation>Sagen, was ein Checkpoint oder eine Aufzeichnung enthält</translation>
    </message>
    <message>
        <source>Trace of</source>
        <translation>Aufzeichnung von</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>%1 of the prompt, %2 predicted</source>
        <translation>%1 vom Prompt, %2 vorhergesagt</translation>
    </message>
    <message>
        <source>Which attention: encoder, cross_attention, vision … (default: the first captured)</source>
        <translation>Welche Attention: encoder, cross_attention, vision … (Vorgabe: die erste aufgezeichnete)</translation>
    </message>
    <message>
        <source>List every tensor of a model</source>
        <translation>Jeden Tensor eines Modells auflisten</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>pairs of texts</source>
        <translation>Paare von Texten</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>Klang</translation>
    </message>
    <message>
        <source>the next token</source>
        <translation>das nächste Token</translation>
    </message>
    <message>
        <source>the tokens that are masked</source>
        <translation>die maskierten Tokens</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>one of %1 classes</source>
        <translation>eine von %1 Klassen</translation>
    </message>
    <message>
        <source>an embedding</source>
        <translation>eine Einbettung</translation>
    </message>
    <message>
        <source>how well an image and a text fit</source>
        <translation>wie gut ein Bild und ein Text zusammenpassen</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>Liest</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>Gibt</translation>
    </message>
    <message>
        <source>Attention “%1”</source>
        <translation>Attention „%1“</translation>
    </message>
    <message>
        <source>yes (--json shows it)</source>
        <translation>ja (--json zeigt sie)</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>Einbettung</translation>
    </message>
    <message>
        <source>state space</source>
        <translation>Zustandsraum</translation>
    </message>
    <message>
        <source>MLP</source>
        <translation>MLP</translation>
    </message>
    <message>
        <source>experts</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>norms</source>
        <translation>Normen</translation>
    </message>
    <message>
        <source>head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>other</source>
        <translation>Sonstiges</translation>
    </message>
    <message>
        <source>%1 (%2 for a token)</source>
        <translation>%1 (%2 für ein Token)</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>%1 (%2 of matrices, %3 of attention)</source>
        <translation>%1 (%2 der Matrizen, %3 der Attention)</translation>
    </message>
    <message>
        <source>FLOPs of an input of %1 positions</source>
        <translation>FLOPs einer Eingabe von %1 Positionen</translation>
    </message>
    <message>
        <source>FLOPs per token at full context</source>
        <translation>FLOPs je Token bei vollem Kontext</translation>
    </message>
    <message>
        <source>Cache per token</source>
        <translation>Cache je Token</translation>
    </message>
    <message>
        <source>Cache at full context</source>
        <translation>Cache bei vollem Kontext</translation>
    </message>
    <message>
        <source>Cache per position of the encoder</source>
        <translation>Cache je Position des Encoders</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Token %1 (%2)</source>
        <translation>Token %1 (%2)</translation>
    </message>
    <message>
        <source>Embedding of %1 numbers, length %2: %3 … (--json shows all)</source>
        <translation>Einbettung aus %1 Zahlen, Länge %2: %3 … (--json zeigt alle)</translation>
    </message>
    <message>
        <source>Nothing is masked: write %1 into the text to see what the model expects there.</source>
        <translation>Nichts ist maskiert: Schreiben Sie %1 in den Text, um zu sehen, was das Modell dort erwartet.</translation>
    </message>
    <message>
        <source>Similarity %1</source>
        <translation>Ähnlichkeit %1</translation>
    </message>
    <message>
        <source>Run a model on a text, an image or a sound</source>
        <translation>Ein Modell auf Text, Bild oder Klang ausführen</translation>
    </message>
    <message>
        <source>What models of other kinds read</source>
        <translation>Was Modelle anderer Art lesen</translation>
    </message>
    <message>
        <source>A second text, for models that compare two</source>
        <translation>Ein zweiter Text für Modelle, die zwei vergleichen</translation>
    </message>
    <message>
        <source>To which text each of --tokens belongs, 0,0,1,1</source>
        <translation>Zu welchem Text jedes von --tokens gehört, 0,0,1,1</translation>
    </message>
    <message>
        <source>A picture, or its pixels as numbers (.safetensors, .npy)</source>
        <translation>Ein Bild, oder seine Pixel als Zahlen (.safetensors, .npy)</translation>
    </message>
    <message>
        <source>A sound, or its log-mel features as numbers</source>
        <translation>Ein Klang, oder seine log-Mel-Merkmale als Zahlen</translation>
    </message>
    <message>
        <source>What the output of an encoder–decoder begins with</source>
        <translation>Womit die Ausgabe eines Encoder–Decoders beginnt</translation>
    </message>
    <message>
        <source>The same as token ids, its start token included</source>
        <translation>Dasselbe als Token-IDs, mit seinem Start-Token</translation>
    </message>
    <message>
        <source>Tokens to predict at most; 0: the prompt alone (default 64, or as many as fit; models that do not write: 0)</source>
        <translation>Höchstens vorherzusagende Tokens; 0: nur der Prompt (Vorgabe 64, oder so viele wie passen; Modelle, die nicht schreiben: 0)</translation>
    </message>
    <message>
        <source>The text as a user&apos;s message, by the model&apos;s chat template</source>
        <translation>Der Text als Nachricht eines Benutzers, nach der Chat-Vorlage des Modells</translation>
    </message>
    <message>
        <source>Positions “%1”</source>
        <translation>Positionen „%1“</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>Of “patches”: whose row lies on the picture (default: the class token)</source>
        <translation>Von „patches“: wessen Zeile auf dem Bild liegt (Vorgabe: das Klassen-Token)</translation>
    </message>
    <message>
        <source>Of the attention over the picture, 0 to 1</source>
        <translation>Der Attention über dem Bild, 0 bis 1</translation>
    </message>
    <message>
        <source>Blend from patch to patch</source>
        <translation>Verläufe von Bildfeld zu Bildfeld</translation>
    </message>
    <message>
        <source>Tokens to predict before the run is analysed (default 0)</source>
        <translation>Token, die vorhergesagt werden, bevor der Lauf analysiert wird (Vorgabe 0)</translation>
    </message>
    <message>
        <source>Analyse a run: rollout, flow, heads and more</source>
        <translation>Einen Lauf analysieren: Rollout, Fluss, Köpfe und mehr</translation>
    </message>
    <message>
        <source>Which analysis, as in rollout or rollout:no-residual</source>
        <translation>Welche Analyse, wie in rollout oder rollout:no-residual</translation>
    </message>
    <message>
        <source>Name the analyses and variants</source>
        <translation>Analysen und Varianten nennen</translation>
    </message>
    <message>
        <source>A setting of the analysis; may be repeated</source>
        <translation>Eine Einstellung der Analyse; mehrfach möglich</translation>
    </message>
    <message>
        <source>.json, .csv or .npy; without it the result is printed</source>
        <translation>.json, .csv oder .npy; ohne sie wird das Ergebnis ausgegeben</translation>
    </message>
    <message>
        <source>A folder, or a .gguf, .safetensors, .bin, .pt, .pth or .ckpt file; demo: the built-in model</source>
        <translation>Ein Ordner oder eine .gguf-, .safetensors-, .bin-, .pt-, .pth- oder .ckpt-Datei; demo: das eingebaute Modell</translation>
    </message>
    <message>
        <source>List the architectures of all models that Saccade knows</source>
        <translation>Die Architekturen aller Modelle nennen, die Saccade kennt</translation>
    </message>
    <message>
        <source>%1 token</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>series</source>
        <translation>Zeitreihen</translation>
    </message>
    <message>
        <source>a forecast</source>
        <translation>eine Vorhersage</translation>
    </message>
    <message>
        <source>%1, %2, implicit (%3 to %4)</source>
        <translation>%1, %2, implizit (%3 zu %4)</translation>
    </message>
    <message>
        <source>%1, %2, causal (%3 to %4)</source>
        <translation>%1, %2, kausal (%3 zu %4)</translation>
    </message>
    <message>
        <source>%1, %2 (%3 to %4)</source>
        <translation>%1, %2 (%3 zu %4)</translation>
    </message>
    <message>
        <source>%1 layer</source>
        <translation>%1 Schicht</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 Schichten</translation>
    </message>
    <message>
        <source>%1 head</source>
        <translation>%1 Kopf</translation>
    </message>
    <message>
        <source>%1 heads</source>
        <translation>%1 Köpfe</translation>
    </message>
    <message>
        <source>FLOPs of an input of %1 position</source>
        <translation>FLOPs einer Eingabe von %1 Position</translation>
    </message>
    <message>
        <source>Embedding of the image, %1 numbers, length %2: %3 … (--json shows all)</source>
        <translation>Einbettung des Bildes, %1 Zahlen, Länge %2: %3 … (--json zeigt alle)</translation>
    </message>
    <message>
        <source>Embedding of the text, %1 numbers, length %2: %3 … (--json shows all)</source>
        <translation>Einbettung des Textes, %1 Zahlen, Länge %2: %3 … (--json zeigt alle)</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>This model has nothing of: %1. The trace holds the rest of what --capture asks for.</source>
        <translation>Dieses Modell hat nichts von: %1. Die Aufzeichnung enthält das Übrige, wonach --capture fragt.</translation>
    </message>
    <message>
        <source>The picture that a model has written, as a file (.png)</source>
        <translation>Das Bild, das ein Modell geschrieben hat, als Datei (.png)</translation>
    </message>
    <message>
        <source>Of the picture, for models that write pictures: the N uppermost rows are given, the others are written (default: all but the pixels of --steps are given)</source>
        <translation>Vom Bild, für Modelle, die Bilder schreiben: die obersten N Zeilen sind gegeben, die übrigen werden geschrieben (Vorgabe: alles außer den Pixeln von --steps ist gegeben)</translation>
    </message>
    <message>
        <source>A table of series (.csv, .tsv), a row a moment</source>
        <translation>Eine Tabelle von Zeitreihen (.csv, .tsv), eine Zeile je Zeitpunkt</translation>
    </message>
    <message>
        <source>Of the series these columns, by name (default: all)</source>
        <translation>Von den Zeitreihen diese Spalten, nach Namen (Vorgabe: alle)</translation>
    </message>
    <message>
        <source>Row that is forecast first, counted from 0 (default: the one after the last)</source>
        <translation>Zeile, die zuerst vorhergesagt wird, von 0 an gezählt (Vorgabe: die nach der letzten)</translation>
    </message>
</context>
<context>
    <name>Decoder</name>
    <message>
        <source>Token by token (greedy or sampled)</source>
        <translation>Token für Token (gierig oder gezogen)</translation>
    </message>
</context>
<context>
    <name>EmptyWords</name>
    <message>
        <source>It reads a picture and a text. Drop a picture here, paste one (Ctrl+V) or choose one above, type a text and press Ctrl+Enter.</source>
        <translation>Es liest ein Bild und einen Text. Legen Sie ein Bild hier ab, fügen Sie eines ein (Strg+V) oder wählen Sie oben eines, geben Sie einen Text ein und drücken Sie Strg+Eingabe.</translation>
    </message>
    <message>
        <source>It reads pictures. Drop one here, paste one (Ctrl+V) or choose one above and press Ctrl+Enter.</source>
        <translation>Es liest Bilder. Legen Sie eines hier ab, fügen Sie eines ein (Strg+V) oder wählen Sie oben eines und drücken Sie Strg+Eingabe.</translation>
    </message>
    <message>
        <source>It reads sounds. Drop a WAV or FLAC file here, or choose one above and press Ctrl+Enter.</source>
        <translation>Es liest Klänge. Legen Sie eine WAV- oder FLAC-Datei hier ab oder wählen Sie oben eine und drücken Sie Strg+Eingabe.</translation>
    </message>
    <message>
        <source>Type a prompt above and press Ctrl+Enter.</source>
        <translation>Geben Sie oben einen Prompt ein und drücken Sie Strg+Eingabe.</translation>
    </message>
    <message>
        <source>Type a text above for it to read and press Ctrl+Enter.</source>
        <translation>Geben Sie oben einen Text ein, den es lesen soll, und drücken Sie Strg+Eingabe.</translation>
    </message>
    <message>
        <source>No run yet.
Open a model or a trace (Ctrl+O, or drop it here), then give it something to read.</source>
        <translation>Noch kein Lauf.
Öffnen Sie ein Modell oder eine Aufzeichnung (Strg+O, oder hier ablegen) und geben Sie ihm etwas zu lesen.</translation>
    </message>
    <message>
        <source>%1 is open.</source>
        <translation>%1 ist geöffnet.</translation>
    </message>
    <message>
        <source>It has no tokenizer: type token ids such as 3, 1, 4 above and press Ctrl+Enter.</source>
        <translation>Es hat keinen Tokenizer: oben Tokennummern wie 3, 1, 4 eingeben und Strg+Eingabe drücken.</translation>
    </message>
    <message>
        <source>It reads series. Drop a table (CSV) here, or choose one above and press Ctrl+Enter.</source>
        <translation>Es liest Zeitreihen. Lassen Sie eine Tabelle (CSV) hier fallen oder wählen Sie oben eine und drücken Sie Strg+Eingabe.</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>The loss of the next tokens has no target: leave out “target” and “position”, or choose another objective, as in objective=logit.</source>
        <translation>Der Verlust der nächsten Tokens hat kein Ziel: Lassen Sie „target“ und „position“ weg, oder wählen Sie ein anderes „objective“, etwa objective=logit.</translation>
    </message>
    <message>
        <source>The attention of layer %1 holds numbers that are not finite: there is nothing to read.</source>
        <translation>Die Aufmerksamkeit der Schicht %1 enthält Zahlen, die nicht endlich sind: Daran ist nichts abzulesen.</translation>
    </message>
    <message>
        <source>The option %1 is missing.</source>
        <translation>Die Option %1 fehlt.</translation>
    </message>
    <message>
        <source>There is no file or folder “%1”.</source>
        <translation>Es gibt keine Datei und keinen Ordner „%1“.</translation>
    </message>
    <message>
        <source>There is no file or folder “%1”. Did you mean “%2”?</source>
        <translation>Es gibt keine Datei und keinen Ordner „%1“. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>“%1” is no range for %2: FIRST:LAST is expected, LAST not included, as in 0:32.</source>
        <translation>„%1“ ist kein Bereich für %2: Erwartet wird ERSTES:LETZTES, ohne das letzte selbst, etwa 0:32.</translation>
    </message>
    <message>
        <source>“%1” is no value for %2. Did you mean “%3”?</source>
        <translation>„%1“ ist kein Wert für %2. Meinten Sie „%3“?</translation>
    </message>
    <message>
        <source>Numbers of tokens and repetitions start at 1.</source>
        <translation>Die Zahl der Tokens und der Wiederholungen beginnt bei 1.</translation>
    </message>
    <message>
        <source>There is no option “%1”. Did you mean “%2”?</source>
        <translation>Es gibt keine Option „%1“. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>“%1” is one argument too many: `%2 --help` shows what is possible.</source>
        <translation>„%1“ ist ein Argument zu viel: `%2 --help` zeigt, was möglich ist.</translation>
    </message>
    <message>
        <source>The command line is not right: %1. `%2 --help` shows what is possible.</source>
        <translation>Die Befehlszeile stimmt nicht: %1. `%2 --help` zeigt, was möglich ist.</translation>
    </message>
    <message>
        <source>There is no command and no file “%1”. Did you mean “%2”?</source>
        <translation>Es gibt keinen Befehl und keine Datei „%1“. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>Something unexpected went wrong: %1</source>
        <translation>Etwas Unerwartetes ist schiefgegangen: %1</translation>
    </message>
    <message>
        <source>The results could not be written to standard output.</source>
        <translation>Die Ergebnisse konnten nicht auf die Standardausgabe geschrieben werden.</translation>
    </message>
    <message>
        <source>The program was built without its demo model.</source>
        <translation>Das Programm wurde ohne sein Demo-Modell gebaut.</translation>
    </message>
    <message>
        <source>The demo model could not be unpacked, neither into %1 nor into %2.</source>
        <translation>Das Demo-Modell konnte weder in %1 noch in %2 entpackt werden.</translation>
    </message>
    <message>
        <source>There is no display to open the window on; every command works without one (`saccade --help` lists them).</source>
        <translation>Es gibt keinen Bildschirm, auf dem sich das Fenster öffnen könnte; alle Befehle arbeiten ohne (`saccade --help` listet sie auf).</translation>
    </message>
    <message>
        <source>The display “%1” does not answer, so no window can be opened; every command works without one (`saccade --help` lists them).</source>
        <translation>Der Bildschirm „%1“ antwortet nicht, darum kann sich kein Fenster öffnen; alle Befehle arbeiten ohne (`saccade --help` listet sie auf).</translation>
    </message>
    <message>
        <source>“%1” exists and is no trace of Saccade. Choose another name.</source>
        <translation>„%1“ gibt es schon und ist keine Aufzeichnung von Saccade. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>The trace cannot be written: there is no folder “%1”.</source>
        <translation>Die Aufzeichnung kann nicht geschrieben werden: Es gibt keinen Ordner „%1“.</translation>
    </message>
    <message>
        <source>The model “%1” has no tokenizer: give --tokens instead of a text, or put its tokenizer beside it.</source>
        <translation>Das Modell „%1“ hat keinen Tokenizer: Geben Sie --tokens statt eines Textes an, oder legen Sie seinen Tokenizer daneben.</translation>
    </message>
    <message>
        <source>There is no decoder “%1”. Did you mean “%2”?</source>
        <translation>Es gibt keinen Decoder „%1“. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>This model has no tokenizer, so the prompt has to be token ids such as “3, 1, 4”; “%1” is no number.</source>
        <translation>Dieses Modell hat keinen Tokenizer, darum muss der Prompt aus Token-Nummern wie „3, 1, 4“ bestehen; „%1“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>There is no setting “%1”: none can be set here.</source>
        <translation>Es gibt keine Einstellung „%1“: Hier lässt sich nichts einstellen.</translation>
    </message>
    <message>
        <source>There is no setting “%1”. Did you mean “%2”?</source>
        <translation>Es gibt keine Einstellung „%1“. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>“%1” must be a whole number from %2 to %3, not %4.</source>
        <translation>„%1“ muss eine ganze Zahl von %2 bis %3 sein, nicht %4.</translation>
    </message>
    <message>
        <source>“%1” must be a number from %2 to %3, not %4.</source>
        <translation>„%1“ muss eine Zahl von %2 bis %3 sein, nicht %4.</translation>
    </message>
    <message>
        <source>“%1” must be true or false, not %2.</source>
        <translation>„%1“ muss true oder false sein, nicht %2.</translation>
    </message>
    <message>
        <source>“%1” must be text, not %2.</source>
        <translation>„%1“ muss Text sein, nicht %2.</translation>
    </message>
    <message>
        <source>“%1” must be one of %2, not %3.</source>
        <translation>„%1“ muss eines von %2 sein, nicht %3.</translation>
    </message>
    <message>
        <source>Settings must be a JSON object.</source>
        <translation>Einstellungen müssen ein JSON-Objekt sein.</translation>
    </message>
    <message>
        <source>“%1” is no setting: NAME=VALUE is expected.</source>
        <translation>„%1“ ist keine Einstellung: Erwartet wird NAME=WERT.</translation>
    </message>
    <message>
        <source>The CPU knows no activation named %1.</source>
        <translation>Die CPU kennt keine Aktivierung namens %1.</translation>
    </message>
    <message>
        <source>The program needs more memory than can be addressed.</source>
        <translation>Das Programm braucht mehr Speicher, als sich adressieren lässt.</translation>
    </message>
    <message>
        <source>This processor does not run code for %1.</source>
        <translation>Dieser Prozessor führt keinen Code für %1 aus.</translation>
    </message>
    <message>
        <source>The states of another device cannot be used on the CPU.</source>
        <translation>Zustände eines anderen Geräts lassen sich auf der CPU nicht verwenden.</translation>
    </message>
    <message>
        <source>The CPU cannot compute %1.</source>
        <translation>Die CPU kann %1 nicht berechnen.</translation>
    </message>
    <message>
        <source>The value %1 is no input.</source>
        <translation>Der Wert %1 ist kein Eingang.</translation>
    </message>
    <message>
        <source>The input %1 must be %2 %3, not %4 %5.</source>
        <translation>Der Eingang %1 muss %2 %3 sein, nicht %4 %5.</translation>
    </message>
    <message>
        <source>The value %1 is no output of the program.</source>
        <translation>Der Wert %1 ist kein Ausgang des Programms.</translation>
    </message>
    <message>
        <source>The state %1 is %2 %3, but a program declares it as %4 %5.</source>
        <translation>Der Zustand %1 ist %2 %3, aber ein Programm vereinbart ihn als %4 %5.</translation>
    </message>
    <message>
        <source>There is no memory for a tensor of %1 bytes.</source>
        <translation>Für einen Tensor von %1 Byte fehlt der Speicher.</translation>
    </message>
    <message>
        <source>“%1” must be model, none, or token ids with commas between, as in 2,50256; not “%2”.</source>
        <translation>„%1“ muss model, none oder eine Liste von Token-Nummern mit Kommas sein, etwa 2,50256; nicht „%2“.</translation>
    </message>
    <message>
        <source>A matrix cannot be written as “%1”: the name must end in .npy, .csv or .json.</source>
        <translation>Eine Matrix lässt sich nicht als „%1“ schreiben: Der Name muss auf .npy, .csv oder .json enden.</translation>
    </message>
    <message>
        <source>%1 values do not fill a matrix of %2 rows and %3 columns.</source>
        <translation>%1 Werte füllen keine Matrix von %2 Zeilen und %3 Spalten.</translation>
    </message>
    <message>
        <source>The file %1 cannot be written: %2.</source>
        <translation>Die Datei %1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>The file %1 is incomplete or damaged: at byte %2 it announces %3 entries, more than the rest of it can hold.</source>
        <translation>Die Datei %1 ist unvollständig oder beschädigt: Bei Byte %2 kündigt sie %3 Einträge an, mehr als der Rest fassen kann.</translation>
    </message>
    <message>
        <source>The file %1 is incomplete or damaged: at byte %2 it should go on for %3 bytes, but it ends at byte %4.</source>
        <translation>Die Datei %1 ist unvollständig oder beschädigt: Ab Byte %2 sollten %3 Byte folgen, aber sie endet bei Byte %4.</translation>
    </message>
    <message>
        <source>There is no file or folder %1.</source>
        <translation>Es gibt keine Datei und keinen Ordner %1.</translation>
    </message>
    <message>
        <source>The checkpoint %1 has no tensor %2, which its architecture needs: it is incomplete or of another kind.</source>
        <translation>Dem Checkpoint %1 fehlt der Tensor %2, den seine Architektur braucht: Er ist unvollständig oder von anderer Art.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has the shape %3, but the configuration of the model asks for %4.</source>
        <translation>Der Tensor %2 in %1 hat die Form %3, aber die Konfiguration des Modells verlangt %4.</translation>
    </message>
    <message>
        <source>%1 is in a GGML format that GGUF has replaced: convert the original checkpoint to GGUF with a recent llama.cpp.</source>
        <translation>%1 hat ein GGML-Format, das von GGUF abgelöst wurde: Wandeln Sie den ursprünglichen Checkpoint mit einem neuen llama.cpp in GGUF um.</translation>
    </message>
    <message>
        <source>%1 is a web page, not the file behind it: download it again with the link of the file itself.</source>
        <translation>%1 ist eine Webseite, nicht die Datei dahinter: Laden Sie sie noch einmal herunter, mit dem Link der Datei selbst.</translation>
    </message>
    <message>
        <source>%1 is a Git LFS pointer, not the file itself: run &apos;git lfs pull&apos; in its folder, or download the file.</source>
        <translation>%1 ist ein Git-LFS-Zeiger, nicht die Datei selbst: Führen Sie in ihrem Ordner &apos;git lfs pull&apos; aus, oder laden Sie die Datei herunter.</translation>
    </message>
    <message>
        <source>%1 is an HDF5 file, as Keras writes, which Saccade does not open: convert the weights to safetensors.</source>
        <translation>%1 ist eine HDF5-Datei, wie Keras sie schreibt; Saccade öffnet sie nicht: Wandeln Sie die Gewichte in safetensors um.</translation>
    </message>
    <message>
        <source>%1 is a llama2.c file of version 1 or 2; Saccade opens the legacy version 0: export it again with --version 0.</source>
        <translation>%1 ist eine llama2.c-Datei der Version 1 oder 2; Saccade öffnet die alte Version 0: Exportieren Sie sie noch einmal mit --version 0.</translation>
    </message>
    <message>
        <source>%1 is one NumPy array, not a checkpoint: store the model&apos;s arrays as safetensors.</source>
        <translation>%1 ist ein einzelnes NumPy-Array, kein Checkpoint: Speichern Sie die Arrays des Modells als safetensors.</translation>
    </message>
    <message>
        <source>%1 is compressed with gzip: unpack it first.</source>
        <translation>%1 ist mit gzip gepackt: Entpacken Sie die Datei zuerst.</translation>
    </message>
    <message>
        <source>The file %1 is empty: download it again.</source>
        <translation>Die Datei %1 ist leer: Laden Sie sie noch einmal herunter.</translation>
    </message>
    <message>
        <source>%1 is an ONNX model, which Saccade does not open: use the checkpoint that it was exported from.</source>
        <translation>%1 ist ein ONNX-Modell, das Saccade nicht öffnet: Nehmen Sie den Checkpoint, aus dem es exportiert wurde.</translation>
    </message>
    <message>
        <source>%1 is a GGUF file for big-endian machines, which Saccade does not open: download the little-endian one.</source>
        <translation>%1 ist eine GGUF-Datei für Big-Endian-Rechner, die Saccade nicht öffnet: Laden Sie die Little-Endian-Fassung herunter.</translation>
    </message>
    <message>
        <source>%1 is a GGUF file of version %2; Saccade opens versions 2 and 3. Convert it with a recent llama.cpp.</source>
        <translation>%1 ist eine GGUF-Datei der Version %2; Saccade öffnet die Versionen 2 und 3. Wandeln Sie sie mit einem neuen llama.cpp um.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has %3 dimensions; GGUF allows 4.</source>
        <translation>Der Tensor %2 in %1 hat %3 Dimensionen; GGUF erlaubt 4.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has an impossible shape.</source>
        <translation>Der Tensor %2 in %1 hat eine unmögliche Form.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has the element type %3, which Saccade does not read: choose another quantisation, for instance Q8_0 or Q4_K.</source>
        <translation>Der Tensor %2 in %1 hat den Elementtyp %3, den Saccade nicht liest: Wählen Sie eine andere Quantisierung, etwa Q8_0 oder Q4_K.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has the shape %3, which its type %4 cannot store.</source>
        <translation>Der Tensor %2 in %1 hat die Form %3, die sein Typ %4 nicht speichern kann.</translation>
    </message>
    <message>
        <source>The alignment in %1 is %2, which is no power of two: the file is damaged.</source>
        <translation>Die Ausrichtung in %1 ist %2, keine Zweierpotenz: Die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 starts at byte %3 of the data, which is no multiple of the alignment %4.</source>
        <translation>Der Tensor %2 in %1 beginnt bei Byte %3 der Daten, das kein Vielfaches der Ausrichtung %4 ist.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has %3 bytes from byte %4 of the data, which has only %5: the file is incomplete. Download it again.</source>
        <translation>Der Tensor %2 in %1 hat %3 Byte ab Byte %4 der Daten, die nur %5 haben: Die Datei ist unvollständig. Laden Sie sie noch einmal herunter.</translation>
    </message>
    <message>
        <source>The tensors %2 and %3 in %1 overlap.</source>
        <translation>Die Tensoren %2 und %3 in %1 überlappen sich.</translation>
    </message>
    <message>
        <source>The file %1 has the tensor %2 twice.</source>
        <translation>Die Datei %1 enthält den Tensor %2 zweimal.</translation>
    </message>
    <message>
        <source>The metadata %2 in %1 has the unknown type %3: the file is damaged or newer than Saccade.</source>
        <translation>Die Metadaten %2 in %1 haben den unbekannten Typ %3: Die Datei ist beschädigt oder neuer als Saccade.</translation>
    </message>
    <message>
        <source>The metadata %2 in %1 is too large or nested too deep: the file is damaged.</source>
        <translation>Die Metadaten %2 in %1 sind zu groß oder zu tief verschachtelt: Die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>The metadata of %1 has the key %2 twice.</source>
        <translation>Die Metadaten von %1 enthalten den Schlüssel %2 zweimal.</translation>
    </message>
    <message>
        <source>The folder %1 has several safetensors files and none is called %2: open one of them, for instance %3.</source>
        <translation>Der Ordner %1 enthält mehrere safetensors-Dateien, und keine heißt %2: Öffnen Sie eine davon, etwa %3.</translation>
    </message>
    <message>
        <source>The folder %1 has a config.json but no weights: %2 is missing.</source>
        <translation>Der Ordner %1 hat eine config.json, aber keine Gewichte: %2 fehlt.</translation>
    </message>
    <message>
        <source>%1 does not describe a model.</source>
        <translation>%1 beschreibt kein Modell.</translation>
    </message>
    <message>
        <source>The JSON in %1 is nested deeper than %2 levels: it is not what a checkpoint holds.</source>
        <translation>Das JSON in %1 ist tiefer als %2 Ebenen verschachtelt: Das gehört nicht zu einem Checkpoint.</translation>
    </message>
    <message>
        <source>The JSON in %1 has the key %2 twice.</source>
        <translation>Das JSON in %1 enthält den Schlüssel %2 zweimal.</translation>
    </message>
    <message>
        <source>The JSON in %1 is broken at byte %2.</source>
        <translation>Das JSON in %1 ist bei Byte %2 fehlerhaft.</translation>
    </message>
    <message>
        <source>The JSON in %1 holds a number that is out of range.</source>
        <translation>Das JSON in %1 enthält eine Zahl außerhalb des zulässigen Bereichs.</translation>
    </message>
    <message>
        <source>The file %1 is too large for JSON: %2 bytes.</source>
        <translation>Die Datei %1 ist für JSON zu groß: %2 Byte.</translation>
    </message>
    <message>
        <source>%1 has no header of llama2.c.</source>
        <translation>%1 hat keinen Kopf von llama2.c.</translation>
    </message>
    <message>
        <source>%1 is no complete llama2.c file: its header asks for %2 bytes, but it has %3. Download it again.</source>
        <translation>%1 ist keine vollständige llama2.c-Datei: Ihr Kopf verlangt %2 Byte, sie hat aber %3. Laden Sie sie noch einmal herunter.</translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2.</source>
        <translation>Die Datei %1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 is not a file that can be read.</source>
        <translation>%1 ist keine Datei, die sich lesen lässt.</translation>
    </message>
    <message>
        <source>%1 is no safetensors file: it ends after %2 bytes.</source>
        <translation>%1 ist keine safetensors-Datei: Sie endet nach %2 Byte.</translation>
    </message>
    <message>
        <source>%1 is no complete safetensors file: its header should be %2 bytes long, in a file of %3 bytes. Download it again.</source>
        <translation>%1 ist keine vollständige safetensors-Datei: Ihr Kopf müsste %2 Byte lang sein, die Datei hat aber %3 Byte. Laden Sie sie noch einmal herunter.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has the element type %3, which Saccade does not read: convert it to F32, F16 or BF16.</source>
        <translation>Der Tensor %2 in %1 hat den Elementtyp %3, den Saccade nicht liest: Wandeln Sie ihn in F32, F16 oder BF16 um.</translation>
    </message>
    <message>
        <source>The header of %1 does not describe the tensor %2.</source>
        <translation>Der Kopf von %1 beschreibt den Tensor %2 nicht.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has no valid shape.</source>
        <translation>Der Tensor %2 in %1 hat keine gültige Form.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has no valid data offsets.</source>
        <translation>Der Tensor %2 in %1 hat keine gültigen Datenadressen.</translation>
    </message>
    <message>
        <source>The shape %3 of the tensor %2 in %1 is impossible.</source>
        <translation>Die Form %3 des Tensors %2 in %1 ist unmöglich.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has %3 bytes, which do not fit its shape %4 of type %5.</source>
        <translation>Der Tensor %2 in %1 hat %3 Byte, die nicht zu seiner Form %4 vom Typ %5 passen.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 should end at byte %3 of the data, which has only %4 bytes: the file is incomplete. Download it again.</source>
        <translation>Der Tensor %2 in %1 müsste bei Byte %3 der Daten enden, die nur %4 Byte haben: Die Datei ist unvollständig. Laden Sie sie noch einmal herunter.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 overlaps the one before it.</source>
        <translation>Der Tensor %2 in %1 überlappt den vor ihm.</translation>
    </message>
    <message>
        <source>Before the tensor %2 in %1 there are %3 bytes that belong to no tensor.</source>
        <translation>Vor dem Tensor %2 in %1 liegen %3 Byte, die zu keinem Tensor gehören.</translation>
    </message>
    <message>
        <source>The file %1 has %2 bytes after its last tensor that belong to no tensor.</source>
        <translation>Nach dem letzten Tensor der Datei %1 liegen %2 Byte, die zu keinem Tensor gehören.</translation>
    </message>
    <message>
        <source>The metadata %2 in %1 is not text.</source>
        <translation>Die Metadaten %2 in %1 sind kein Text.</translation>
    </message>
    <message>
        <source>The header of %1 is no table of tensors.</source>
        <translation>Der Kopf von %1 ist keine Tabelle von Tensoren.</translation>
    </message>
    <message>
        <source>The tensor %2 of type %3 cannot be stored in %1: safetensors has no such type or name.</source>
        <translation>Der Tensor %2 vom Typ %3 lässt sich nicht in %1 speichern: safetensors kennt einen solchen Typ oder Namen nicht.</translation>
    </message>
    <message>
        <source>%1 cannot be written: a name or its metadata are not valid UTF-8.</source>
        <translation>%1 kann nicht geschrieben werden: Ein Name oder die Metadaten sind kein gültiges UTF-8.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be written: it is no regular file.</source>
        <translation>%1 kann nicht geschrieben werden: Es ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>The index %1 lists no tensors.</source>
        <translation>Das Verzeichnis %1 nennt keine Tensoren.</translation>
    </message>
    <message>
        <source>The tensor %1 is in two files, %2 and %3.</source>
        <translation>Der Tensor %1 steht in zwei Dateien, %2 und %3.</translation>
    </message>
    <message>
        <source>The file %2, which %1 lists, is missing: download it into the same folder.</source>
        <translation>Die Datei %2, die %1 nennt, fehlt: Laden Sie sie in denselben Ordner herunter.</translation>
    </message>
    <message>
        <source>The tensor %2, which %1 lists, is not in its file %3.</source>
        <translation>Der Tensor %2, den %1 nennt, steht nicht in seiner Datei %3.</translation>
    </message>
    <message>
        <source>A node has no attribute “%1” of the type asked for.</source>
        <translation>Ein Knoten hat kein Attribut „%1“ des verlangten Typs.</translation>
    </message>
    <message>
        <source>A tensor of type %1 cannot be read as numbers.</source>
        <translation>Ein Tensor vom Typ %1 lässt sich nicht als Zahlen lesen.</translation>
    </message>
    <message>
        <source>The edit “%1” lies outside “%2”, which has the shape %3.</source>
        <translation>Der Eingriff „%1“ liegt außerhalb von „%2“ mit der Form %3.</translation>
    </message>
    <message>
        <source>The model has no value “%1”. Did you mean “%2”?</source>
        <translation>Das Modell hat keinen Wert „%1“. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>“%1” was given a value of another graph.</source>
        <translation>„%1“ erhielt einen Wert eines anderen Graphen.</translation>
    </message>
    <message>
        <source>“%1” does not fit %2: %3</source>
        <translation>„%1“ passt nicht zu %2: %3</translation>
    </message>
    <message>
        <source>Two values of a graph cannot both be named “%1”.</source>
        <translation>Zwei Werte eines Graphen können nicht beide „%1“ heißen.</translation>
    </message>
    <message>
        <source>%1 cannot be replaced by %2: type or shape differ.</source>
        <translation>%1 lässt sich nicht durch %2 ersetzen: Typ oder Form sind verschieden.</translation>
    </message>
    <message>
        <source>Two inputs are needed.</source>
        <translation>Zwei Eingänge sind nötig.</translation>
    </message>
    <message>
        <source>The first input must be F32.</source>
        <translation>Der erste Eingang muss F32 sein.</translation>
    </message>
    <message>
        <source>The second input must be F32, F16 or BF16.</source>
        <translation>Der zweite Eingang muss F32, F16 oder BF16 sein.</translation>
    </message>
    <message>
        <source>The second shape must be that of the first one&apos;s last axes.</source>
        <translation>Die zweite Form muss die der letzten Achsen der ersten sein.</translation>
    </message>
    <message>
        <source>One F32 input is needed.</source>
        <translation>Ein Eingang vom Typ F32 ist nötig.</translation>
    </message>
    <message>
        <source>There is no such axis.</source>
        <translation>Diese Achse gibt es nicht.</translation>
    </message>
    <message>
        <source>The slice lies outside.</source>
        <translation>Der Ausschnitt liegt außerhalb.</translation>
    </message>
    <message>
        <source>Queries must be F32 [heads, n, d].</source>
        <translation>Queries müssen F32 [heads, n, d] sein.</translation>
    </message>
    <message>
        <source>Keys must be F32 or F16 [kv_heads, capacity, d].</source>
        <translation>Keys müssen F32 oder F16 [kv_heads, capacity, d] sein.</translation>
    </message>
    <message>
        <source>The first position must be I32 [1].</source>
        <translation>Die erste Position muss I32 [1] sein.</translation>
    </message>
    <message>
        <source>The heads of the keys must divide those of the queries.</source>
        <translation>Die Zahl der Köpfe der Keys muss die der Queries teilen.</translation>
    </message>
    <message>
        <source>Queries and keys must be of one width.</source>
        <translation>Queries und Keys müssen gleich breit sein.</translation>
    </message>
    <message>
        <source>Three inputs are needed.</source>
        <translation>Drei Eingänge sind nötig.</translation>
    </message>
    <message>
        <source>The pattern must be F32 [heads, n, capacity].</source>
        <translation>Das Muster muss F32 [heads, n, capacity] sein.</translation>
    </message>
    <message>
        <source>Values must be F32 or F16 [kv_heads, capacity, d].</source>
        <translation>Values müssen F32 oder F16 [kv_heads, capacity, d] sein.</translation>
    </message>
    <message>
        <source>The heads of the values must divide those of the pattern.</source>
        <translation>Die Zahl der Köpfe der Values muss die des Musters teilen.</translation>
    </message>
    <message>
        <source>Pattern and values must have one capacity.</source>
        <translation>Muster und Values müssen gleich viele Positionen fassen.</translation>
    </message>
    <message>
        <source>Values must be F32 or F16 of the keys&apos; heads and capacity.</source>
        <translation>Values müssen F32 oder F16 sein, mit den Köpfen und Positionen der Keys.</translation>
    </message>
    <message>
        <source>The input has the wrong number of axes.</source>
        <translation>Der Eingang hat die falsche Zahl von Achsen.</translation>
    </message>
    <message>
        <source>The heads must divide the width.</source>
        <translation>Die Zahl der Köpfe muss die Breite teilen.</translation>
    </message>
    <message>
        <source>One F32 input with rows is needed.</source>
        <translation>Ein Eingang vom Typ F32 mit Zeilen ist nötig.</translation>
    </message>
    <message>
        <source>One input is needed.</source>
        <translation>Ein Eingang ist nötig.</translation>
    </message>
    <message>
        <source>The number of elements differs.</source>
        <translation>Die Zahl der Elemente ist verschieden.</translation>
    </message>
    <message>
        <source>The first input must be a state.</source>
        <translation>Der erste Eingang muss ein Zustand sein.</translation>
    </message>
    <message>
        <source>The state must be F32 or F16 [heads, capacity, d].</source>
        <translation>Der Zustand muss F32 oder F16 [heads, capacity, d] sein.</translation>
    </message>
    <message>
        <source>The rows must be F32 of the state&apos;s heads and width.</source>
        <translation>Die Zeilen müssen F32 sein, mit den Köpfen und der Breite des Zustands.</translation>
    </message>
    <message>
        <source>There are more rows than the state holds.</source>
        <translation>Es sind mehr Zeilen, als der Zustand fasst.</translation>
    </message>
    <message>
        <source>The weight must be a constant.</source>
        <translation>Das Gewicht muss eine Konstante sein.</translation>
    </message>
    <message>
        <source>The weight must be of a float or block-quantised type.</source>
        <translation>Das Gewicht muss einen Gleitkomma- oder blockweise quantisierten Typ haben.</translation>
    </message>
    <message>
        <source>The weight must have two axes.</source>
        <translation>Das Gewicht muss zwei Achsen haben.</translation>
    </message>
    <message>
        <source>Two or three inputs are needed.</source>
        <translation>Zwei oder drei Eingänge sind nötig.</translation>
    </message>
    <message>
        <source>The input must be F32 [n, in].</source>
        <translation>Der Eingang muss F32 [n, in] sein.</translation>
    </message>
    <message>
        <source>A block-quantised weight must be [out, in].</source>
        <translation>Ein blockweise quantisiertes Gewicht muss [out, in] sein.</translation>
    </message>
    <message>
        <source>The weight&apos;s input width must be the input&apos;s width.</source>
        <translation>Die Eingangsbreite des Gewichts muss die Breite des Eingangs sein.</translation>
    </message>
    <message>
        <source>The bias must be F32, F16 or BF16 [out].</source>
        <translation>Der Bias muss F32, F16 oder BF16 [out] sein.</translation>
    </message>
    <message>
        <source>The ids must be I32 [n].</source>
        <translation>Die Nummern müssen I32 [n] sein.</translation>
    </message>
    <message>
        <source>The count must be positive.</source>
        <translation>Die Anzahl muss größer als 0 sein.</translation>
    </message>
    <message>
        <source>The input must be F32 with at least one axis.</source>
        <translation>Der Eingang muss F32 mit mindestens einer Achse sein.</translation>
    </message>
    <message>
        <source>Weight and bias must be F32, F16 or BF16 [width].</source>
        <translation>Gewicht und Bias müssen F32, F16 oder BF16 [width] sein.</translation>
    </message>
    <message>
        <source>Epsilon must be a finite number of at least 0.</source>
        <translation>Epsilon muss eine endliche Zahl von mindestens 0 sein.</translation>
    </message>
    <message>
        <source>The input must be F32 [heads, n, head_width].</source>
        <translation>Der Eingang muss F32 [heads, n, head_width] sein.</translation>
    </message>
    <message>
        <source>The frequencies must be a constant F32 [rotated / 2].</source>
        <translation>Die Frequenzen müssen eine Konstante F32 [rotated / 2] sein.</translation>
    </message>
    <message>
        <source>There are more frequencies than pairs of channels.</source>
        <translation>Es sind mehr Frequenzen als Kanalpaare.</translation>
    </message>
    <message>
        <source>The edits make a value depend on itself.</source>
        <translation>Durch die Eingriffe hängt ein Wert von sich selbst ab.</translation>
    </message>
    <message>
        <source>The shape %1 has no axis %2.</source>
        <translation>Die Form %1 hat keine Achse %2.</translation>
    </message>
    <message>
        <source>The shape %1 is not possible.</source>
        <translation>Die Form %1 ist nicht möglich.</translation>
    </message>
    <message>
        <source>%1 values do not fill the shape %2.</source>
        <translation>%1 Werte füllen die Form %2 nicht.</translation>
    </message>
    <message>
        <source>A tensor of type %1 was read as %2.</source>
        <translation>Ein Tensor vom Typ %1 wurde als %2 gelesen.</translation>
    </message>
    <message>
        <source>The shape %1 cannot be stored as %2.</source>
        <translation>Die Form %1 lässt sich nicht als %2 speichern.</translation>
    </message>
    <message>
        <source>A tensor of shape %1 and type %2 needs %3 bytes, not %4.</source>
        <translation>Ein Tensor der Form %1 vom Typ %2 braucht %3 Byte, nicht %4.</translation>
    </message>
    <message>
        <source>A read-only tensor was written to.</source>
        <translation>In einen Tensor, der nur gelesen werden darf, wurde geschrieben.</translation>
    </message>
    <message>
        <source>The shape %1 cannot become %2.</source>
        <translation>Aus der Form %1 kann nicht %2 werden.</translation>
    </message>
    <message>
        <source>The shape %1 has no rows %2 to %3.</source>
        <translation>Die Form %1 hat keine Zeilen %2 bis %3.</translation>
    </message>
    <message>
        <source>%1 does not state “%2”, which the model needs.</source>
        <translation>In %1 fehlt „%2“, das das Modell braucht.</translation>
    </message>
    <message>
        <source>%1 says %2 for “%3”, which is not possible: %4</source>
        <translation>In %1 steht %2 für „%3“; das ist nicht möglich: %4</translation>
    </message>
    <message>
        <source>a whole number from 1 to 2147483647 is expected.</source>
        <translation>erwartet wird eine ganze Zahl von 1 bis 2147483647.</translation>
    </message>
    <message>
        <source>the checkpoint has not so many tensors.</source>
        <translation>so viele Tensoren hat der Checkpoint nicht.</translation>
    </message>
    <message>
        <source>In %1 the %2 of “%3” do not divide the %4 of “%5”.</source>
        <translation>In %1 teilen die %2 von „%3“ nicht die %4 von „%5“.</translation>
    </message>
    <message>
        <source>a finite number above 0 is expected.</source>
        <translation>erwartet wird eine endliche Zahl über 0.</translation>
    </message>
    <message>
        <source>false is expected.</source>
        <translation>erwartet wird false.</translation>
    </message>
    <message>
        <source>true or false is expected.</source>
        <translation>erwartet wird true oder false.</translation>
    </message>
    <message>
        <source>a word is expected.</source>
        <translation>erwartet wird ein Wort.</translation>
    </message>
    <message>
        <source>a list of numbers above 0, one a pair of channels, is expected.</source>
        <translation>erwartet wird eine Liste von Zahlen über 0, eine je Kanalpaar.</translation>
    </message>
    <message>
        <source>an object is expected.</source>
        <translation>erwartet wird ein Objekt.</translation>
    </message>
    <message>
        <source>a token id or a list of them is expected.</source>
        <translation>erwartet wird eine Token-Nummer oder eine Liste davon.</translation>
    </message>
    <message>
        <source>No device can compute here: %1.</source>
        <translation>Hier kann kein Gerät rechnen: %1.</translation>
    </message>
    <message>
        <source>There is no device “%1”. There are: auto; %2.</source>
        <translation>Es gibt kein Gerät „%1“. Es gibt: auto; %2.</translation>
    </message>
    <message>
        <source>The device %1 (%2) cannot be used: %3</source>
        <translation>Das Gerät %1 (%2) ist nicht verwendbar: %3</translation>
    </message>
    <message>
        <source>The tensor “%2” in %1 is damaged: its element %3 is not a finite number. Download the checkpoint again.</source>
        <translation>Der Tensor „%2“ in %1 ist beschädigt: Sein Element %3 ist keine endliche Zahl. Laden Sie den Checkpoint noch einmal herunter.</translation>
    </message>
    <message>
        <source>The computation overflowed: %1 gives logits that are not finite, though its weights are. An edit may be too strong, or the precision of the weights too small.</source>
        <translation>Die Rechnung ist übergelaufen: %1 liefert Logits, die nicht endlich sind, obwohl seine Gewichte es sind. Vielleicht ist ein Eingriff zu stark oder die Genauigkeit der Gewichte zu klein.</translation>
    </message>
    <message>
        <source>default, linear, dynamic, llama3, yarn or longrope is expected.</source>
        <translation>erwartet wird default, linear, dynamic, llama3, yarn oder longrope.</translation>
    </message>
    <message>
        <source>a number above 1 is expected.</source>
        <translation>erwartet wird eine Zahl über 1.</translation>
    </message>
    <message>
        <source>more than “low_freq_factor” is expected.</source>
        <translation>erwartet wird mehr als „low_freq_factor“.</translation>
    </message>
    <message>
        <source>heads of an even width are expected.</source>
        <translation>erwartet werden Köpfe gerader Breite.</translation>
    </message>
    <message>
        <source>at most the width of a head is expected.</source>
        <translation>erwartet wird höchstens die Breite eines Kopfes.</translation>
    </message>
    <message>
        <source>none, linear or yarn is expected.</source>
        <translation>erwartet wird none, linear oder yarn.</translation>
    </message>
    <message>
        <source>%1 positions are asked for, but the model has %2.</source>
        <translation>Verlangt werden %1 Positionen, aber das Modell hat %2.</translation>
    </message>
    <message>
        <source>A cache of %1 positions takes %2 bytes, but %3 has %4. Ask for fewer positions.</source>
        <translation>Ein Cache von %1 Positionen braucht %2 Byte, aber %3 hat %4. Verlangen Sie weniger Positionen.</translation>
    </message>
    <message>
        <source>There are no tokens to compute.</source>
        <translation>Es gibt keine Tokens zu berechnen.</translation>
    </message>
    <message>
        <source>%1 tokens after the %2 before are more than the %3 positions of this session.</source>
        <translation>%1 Tokens nach den %2 bisherigen sind mehr als die %3 Positionen dieser Sitzung.</translation>
    </message>
    <message>
        <source>The token %1 is outside the vocabulary of %2.</source>
        <translation>Das Token %1 liegt außerhalb des Vokabulars von %2.</translation>
    </message>
    <message>
        <source>The edit “%1” would let “%2” look at tokens that are not there yet. Scores can be multiplied by a positive number or added to; patterns can be multiplied or set to 0.</source>
        <translation>Der Eingriff „%1“ ließe „%2“ auf Token blicken, die es noch nicht gibt. Scores können mit einer positiven Zahl multipliziert oder durch Addieren verändert werden; Muster können multipliziert oder auf 0 gesetzt werden.</translation>
    </message>
    <message>
        <source>The edit “%1” lies outside “%2”, which has %3 %4.</source>
        <translation>Der Eingriff „%1“ liegt außerhalb von „%2“ mit %3 %4.</translation>
    </message>
    <message>
        <source>relu, gelu, gelu_new, gelu_fast, gelu_pytorch_tanh, silu, swish, sigmoid or tanh is expected.</source>
        <translation>erwartet wird relu, gelu, gelu_new, gelu_fast, gelu_pytorch_tanh, silu, swish, sigmoid oder tanh.</translation>
    </message>
    <message>
        <source>%1 tokens in a cache of %2, logits of %3, is not possible with a model of %4 positions.</source>
        <translation>%1 Tokens in einem Cache von %2, Logits von %3: Das ist mit einem Modell von %4 Positionen nicht möglich.</translation>
    </message>
    <message>
        <source>The tensor “%2” in %1 is of type %3, which cannot be its weights.</source>
        <translation>Der Tensor „%2“ in %1 ist vom Typ %3, der keine Gewichte enthalten kann.</translation>
    </message>
    <message>
        <source>%1: the added token &quot;%2&quot; has the id %3, which is not between 0 and %4. The file is damaged.</source>
        <translation>%1: Das zusätzliche Token „%2“ hat die Nummer %3, die nicht zwischen 0 und %4 liegt. Die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>%1: the added token %2 is %3 bytes long instead of 1 to %4. The file is damaged.</source>
        <translation>%1: Das zusätzliche Token %2 ist %3 Byte lang statt 1 bis %4. Die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>%1: the table of character replacements is damaged (%2).</source>
        <translation>%1: Die Tabelle der Zeichenersetzungen ist beschädigt (%2).</translation>
    </message>
    <message>
        <source>%1: the way to split words &quot;%2&quot; (tokenizer.ggml.pre) is not known to this version; the nearest known one is &quot;%3&quot;.</source>
        <translation>%1: Die Worttrennung „%2“ (tokenizer.ggml.pre) kennt diese Version nicht; die ähnlichste bekannte ist „%3“.</translation>
    </message>
    <message>
        <source>%1: %2 is %3, which is none of the %4 tokens.</source>
        <translation>%1: %2 ist %3; das ist keines der %4 Tokens.</translation>
    </message>
    <message>
        <source>%1: tokenizer.ggml.token_type has %2 values for %3 tokens.</source>
        <translation>%1: tokenizer.ggml.token_type hat %2 Werte für %3 Tokens.</translation>
    </message>
    <message>
        <source>%1: merge %2 (&quot;%3&quot;) is no pair of two tokens.</source>
        <translation>%1: Die Verschmelzung %2 („%3“) ist kein Paar von zwei Tokens.</translation>
    </message>
    <message>
        <source>%1: the vocabulary&apos;s kind &quot;%2&quot; (tokenizer.ggml.model) is not known to this version; &quot;llama&quot;, &quot;gpt2&quot;, &quot;t5&quot; and &quot;bert&quot; are.</source>
        <translation>%1: Die Art „%2“ des Vokabulars (tokenizer.ggml.model) kennt diese Version nicht; sie kennt „llama“, „gpt2“, „t5“ und „bert“.</translation>
    </message>
    <message>
        <source>%1: the vocabulary in the metadata is damaged: %2</source>
        <translation>%1: Das Vokabular in den Metadaten ist beschädigt: %2</translation>
    </message>
    <message>
        <source>%1: token %2 at offset %3 does not fit into the file&apos;s %4 bytes. The file is damaged or no tokenizer of llama2.c.</source>
        <translation>%1: Das Token %2 bei Byte %3 passt nicht in die %4 Byte der Datei. Die Datei ist beschädigt oder kein Tokenizer von llama2.c.</translation>
    </message>
    <message>
        <source>%1: the tokenizer&apos;s steps are nested more than 16 deep.</source>
        <translation>%1: Die Schritte des Tokenizers sind mehr als 16-fach verschachtelt.</translation>
    </message>
    <message>
        <source>%1: the normalizer &quot;%2&quot; is not known to this version.</source>
        <translation>%1: Den Normalisierer „%2“ kennt diese Version nicht.</translation>
    </message>
    <message>
        <source>There is no tokenizer in %1. Looked for tokenizer.json, tokenizer.model, vocab.json with merges.txt, vocab.txt.</source>
        <translation>In %1 gibt es keinen Tokenizer. Gesucht wurden tokenizer.json, tokenizer.model, vocab.json mit merges.txt und vocab.txt.</translation>
    </message>
    <message>
        <source>There is no token %1; the vocabulary&apos;s tokens are 0 to %2.</source>
        <translation>Es gibt kein Token %1; die Tokens des Vokabulars sind 0 bis %2.</translation>
    </message>
    <message>
        <source>%1: the prepend scheme &quot;%2&quot; is not known to this version.</source>
        <translation>%1: Die Voranstellung „%2“ kennt diese Version nicht.</translation>
    </message>
    <message>
        <source>%1: the pre-tokenizer &quot;%2&quot; is not known to this version.</source>
        <translation>%1: Den Vorzerleger „%2“ kennt diese Version nicht.</translation>
    </message>
    <message>
        <source>%1: the unknown token &quot;%2&quot; is not in the vocabulary.</source>
        <translation>%1: Das Token „%2“ für Unbekanntes steht nicht im Vokabular.</translation>
    </message>
    <message>
        <source>%1: merge %2 (&quot;%3&quot; with &quot;%4&quot;) needs the token &quot;%5&quot;, which is not in the vocabulary. The files do not belong together.</source>
        <translation>%1: Die Verschmelzung %2 („%3“ mit „%4“) braucht das Token „%5“, das nicht im Vokabular steht. Die Dateien gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>The text is longer than 2 GiB. Use a part of it.</source>
        <translation>Der Text ist länger als 2 GiB. Nehmen Sie einen Teil davon.</translation>
    </message>
    <message>
        <source>%1: there are %2 scores for %3 tokens. The file is damaged.</source>
        <translation>%1: Es gibt %2 Bewertungen für %3 Tokens. Die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>%1: the score of token %2 is not a finite number. The file is damaged.</source>
        <translation>%1: Die Bewertung des Tokens %2 ist keine endliche Zahl. Die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>%1: the SentencePiece library reports: %2.</source>
        <translation>%1: Die Bibliothek SentencePiece meldet: %2.</translation>
    </message>
    <message>
        <source>There is no memory left to split a text into tokens.</source>
        <translation>Es ist kein Speicher mehr da, um einen Text in Tokens zu zerlegen.</translation>
    </message>
    <message>
        <source>%1: a regular expression is %2 bytes long; more than %3 are not supported.</source>
        <translation>%1: Ein regulärer Ausdruck ist %2 Byte lang; mehr als %3 werden nicht unterstützt.</translation>
    </message>
    <message>
        <source>%1: the regular expression &quot;%2&quot; is not understood at character %3: %4.</source>
        <translation>%1: Der reguläre Ausdruck „%2“ ist ab Zeichen %3 unverständlich: %4.</translation>
    </message>
    <message>
        <source>%1: the regular expression &quot;%2&quot; does not come to an end on this text (at byte %3: %4). Use another tokenizer or a shorter text.</source>
        <translation>%1: Der reguläre Ausdruck „%2“ kommt bei diesem Text an kein Ende (bei Byte %3: %4). Nehmen Sie einen anderen Tokenizer oder einen kürzeren Text.</translation>
    </message>
    <message>
        <source>%1: the split behaviour &quot;%2&quot; is not known to this version.</source>
        <translation>%1: Die Art „%2“ zu trennen kennt diese Version nicht.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 is %2 bytes long; a tokenizer&apos;s file has at most %3.</source>
        <translation>%1 ist %2 Byte lang; die Datei eines Tokenizers hat höchstens %3.</translation>
    </message>
    <message>
        <source>%1 is not valid JSON: %2</source>
        <translation>%1 ist kein gültiges JSON: %2</translation>
    </message>
    <message>
        <source>%1: the decoder &quot;%2&quot; is not known to this version.</source>
        <translation>%1: Den Decoder „%2“ kennt diese Version nicht.</translation>
    </message>
    <message>
        <source>%1: the template of special tokens names &quot;%2&quot;, which is not in the vocabulary.</source>
        <translation>%1: Die Vorlage der besonderen Tokens nennt „%2“, das nicht im Vokabular steht.</translation>
    </message>
    <message>
        <source>%1: the template of special tokens has %2 places for the text instead of one.</source>
        <translation>%1: Die Vorlage der besonderen Tokens hat %2 Stellen für den Text statt einer.</translation>
    </message>
    <message>
        <source>%1: the post-processor &quot;%2&quot; is not known to this version.</source>
        <translation>%1: Den Nachbearbeiter „%2“ kennt diese Version nicht.</translation>
    </message>
    <message>
        <source>%1: the id of the token &quot;%2&quot; is no whole number.</source>
        <translation>%1: Die Nummer des Tokens „%2“ ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>%1: the tokenizer&apos;s model &quot;%2&quot; is not known to this version; BPE, WordPiece, Unigram and WordLevel are.</source>
        <translation>%1: Das Tokenizer-Modell „%2“ kennt diese Version nicht; sie kennt BPE, WordPiece, Unigram und WordLevel.</translation>
    </message>
    <message>
        <source>%1 does not describe a tokenizer: %2</source>
        <translation>%1 beschreibt keinen Tokenizer: %2</translation>
    </message>
    <message>
        <source>%1: an added token&apos;s id is no number (%2).</source>
        <translation>%1: Die Nummer eines zusätzlichen Tokens ist keine Zahl (%2).</translation>
    </message>
    <message>
        <source>%1: a field is not what it should be: %2</source>
        <translation>%1: Ein Feld ist nicht, was es sein sollte: %2</translation>
    </message>
    <message>
        <source>ICU cannot load Unicode&apos;s normal forms: %1. Install its data.</source>
        <translation>ICU kann die Normalformen von Unicode nicht laden: %1. Installieren Sie die Daten von ICU.</translation>
    </message>
    <message>
        <source>ICU cannot normalise the text: %1.</source>
        <translation>ICU kann den Text nicht normalisieren: %1.</translation>
    </message>
    <message>
        <source>%1: the unknown token&apos;s id %2 is not in the vocabulary of %3.</source>
        <translation>%1: Die Nummer %2 des Tokens für Unbekanntes liegt nicht im Vokabular von %3.</translation>
    </message>
    <message>
        <source>%1: the token &quot;%2&quot; has the id %3, which is not between 0 and %4. The file is damaged.</source>
        <translation>%1: Das Token „%2“ hat die Nummer %3, die nicht zwischen 0 und %4 liegt. Die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>%1: the id %2 is given to two tokens, &quot;%3&quot; and &quot;%4&quot;. The file is damaged.</source>
        <translation>%1: Die Nummer %2 haben zwei Tokens, „%3“ und „%4“. Die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>%1: token %2 is %3 bytes long; more than %4 are not supported.</source>
        <translation>%1: Das Token %2 ist %3 Byte lang; mehr als %4 werden nicht unterstützt.</translation>
    </message>
    <message>
        <source>%1: a vocabulary must be a JSON object of tokens and ids.</source>
        <translation>%1: Ein Vokabular muss ein JSON-Objekt aus Tokens und Nummern sein.</translation>
    </message>
    <message>
        <source>Queries %1 to %2 and keys %3 to %4 are no part of an attention map of %5 queries and %6 keys.</source>
        <translation>Die Queries %1 bis %2 und Keys %3 bis %4 sind kein Teil einer Attention-Karte von %5 Queries und %6 Keys.</translation>
    </message>
    <message>
        <source>There is no head %1 of layer %2: the run has %3 layers of %4 heads, counted from 0.</source>
        <translation>Es gibt keinen Kopf %1 in Schicht %2: Der Lauf hat %3 Schichten zu %4 Köpfen, gezählt ab 0.</translation>
    </message>
    <message>
        <source>The attention of layer %1 was not captured.</source>
        <translation>Die Attention von Schicht %1 wurde nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>“%1” cannot be captured. Did you mean “%2”?</source>
        <translation>„%1“ lässt sich nicht aufzeichnen. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>%1 was captured for %2 of %3 positions.</source>
        <translation>%1 wurde für %2 von %3 Positionen aufgezeichnet.</translation>
    </message>
    <message>
        <source>The recipe is damaged: %1</source>
        <translation>Das Rezept ist beschädigt: %1</translation>
    </message>
    <message>
        <source>There is nothing to run: the prompt has no tokens.</source>
        <translation>Es gibt nichts auszuführen: Der Prompt hat keine Tokens.</translation>
    </message>
    <message>
        <source>The number of steps cannot be %1.</source>
        <translation>Die Zahl der Schritte kann nicht %1 sein.</translation>
    </message>
    <message>
        <source>“%1” is out of range.</source>
        <translation>„%1“ liegt außerhalb des zulässigen Bereichs.</translation>
    </message>
    <message>
        <source>it is of version %1, this program reads version %2.</source>
        <translation>sie ist von Version %1, dieses Programm liest Version %2.</translation>
    </message>
    <message>
        <source>“recipe” and “model” must be objects.</source>
        <translation>„recipe“ und „model“ müssen Objekte sein.</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: its tokens and their texts differ in number.</source>
        <translation>%1 ist eine beschädigte Aufzeichnung: Es sind nicht gleich viele Tokens wie Texte dazu.</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: its prompt is longer than the run.</source>
        <translation>%1 ist eine beschädigte Aufzeichnung: Ihr Prompt ist länger als der Lauf.</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: a step lies at position %2, outside the run.</source>
        <translation>%1 ist eine beschädigte Aufzeichnung: Ein Schritt liegt bei Position %2, außerhalb des Laufs.</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: the tensor %2 of type %3 and shape %4 does not fit its %5 tokens and its model (F32 %6 was expected, −1 for any).</source>
        <translation>%1 ist eine beschädigte Aufzeichnung: Der Tensor %2 vom Typ %3 und der Form %4 passt nicht zu ihren %5 Tokens und ihrem Modell (erwartet war F32 %6, −1 für beliebig).</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: the tensor %2 belongs to none of its %3 layers.</source>
        <translation>%1 ist eine beschädigte Aufzeichnung: Der Tensor %2 gehört zu keiner ihrer %3 Schichten.</translation>
    </message>
    <message>
        <source>%1 is a safetensors file, but no trace of Saccade: its metadata has no entry “saccade”. `saccade run --trace` writes traces.</source>
        <translation>%1 ist eine safetensors-Datei, aber keine Aufzeichnung von Saccade: Ihren Metadaten fehlt der Eintrag „saccade“. `saccade run --trace` schreibt Aufzeichnungen.</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: its description is not as expected: %2</source>
        <translation>%1 ist eine beschädigte Aufzeichnung: Ihre Beschreibung ist nicht wie erwartet: %2</translation>
    </message>
    <message>
        <source>%1 is a damaged trace: it has no tensor “tokens” of type I32 and one axis.</source>
        <translation>%1 ist eine beschädigte Aufzeichnung: Ihr fehlt der Tensor „tokens“ vom Typ I32 mit einer Achse.</translation>
    </message>
    <message>
        <source>The cache was made for another device.</source>
        <translation>Der Cache gehört zu einem anderen Gerät.</translation>
    </message>
    <message>
        <source>The GPU %1 cannot be used: %2</source>
        <translation>Die GPU %1 ist nicht verwendbar: %2</translation>
    </message>
    <message>
        <source>There is no GPU %1 any more; `saccade devices` lists those there are.</source>
        <translation>Es gibt keine GPU %1 mehr; `saccade devices` listet die vorhandenen auf.</translation>
    </message>
    <message>
        <source>The GPU has no activation %1; choose the CPU (--device cpu).</source>
        <translation>Die GPU kennt die Aktivierung %1 nicht; wählen Sie die CPU (--device cpu).</translation>
    </message>
    <message>
        <source>The GPU does not compute with values of type %1; choose the CPU (--device cpu).</source>
        <translation>Die GPU rechnet nicht mit Werten vom Typ %1; wählen Sie die CPU (--device cpu).</translation>
    </message>
    <message>
        <source>The GPU %1 did not finish in %2 minutes. Choose a smaller context, or the CPU (--device cpu).</source>
        <translation>Die GPU %1 wurde in %2 Minuten nicht fertig. Wählen Sie einen kleineren Kontext oder die CPU (--device cpu).</translation>
    </message>
    <message>
        <source>SACCADE_VULKAN_VALIDATION is set, but there are no validation layers: install vulkan-validationlayers.</source>
        <translation>SACCADE_VULKAN_VALIDATION ist gesetzt, aber es gibt keine Prüfschichten: Installieren Sie vulkan-validationlayers.</translation>
    </message>
    <message>
        <source>The Vulkan driver lacks the function %1; install a driver for Vulkan 1.2 or later.</source>
        <translation>Dem Vulkan-Treiber fehlt die Funktion %1; installieren Sie einen Treiber für Vulkan 1.2 oder neuer.</translation>
    </message>
    <message>
        <source>There is no Vulkan on this machine: %1 cannot be opened. Install the Vulkan loader (libvulkan1) and the driver of the graphics card.</source>
        <translation>Auf diesem Rechner gibt es kein Vulkan: %1 lässt sich nicht öffnen. Installieren Sie den Vulkan-Lader (libvulkan1) und den Treiber der Grafikkarte.</translation>
    </message>
    <message>
        <source>The library named by SACCADE_VULKAN_LIBRARY is no Vulkan loader.</source>
        <translation>Die in SACCADE_VULKAN_LIBRARY genannte Bibliothek ist kein Vulkan-Lader.</translation>
    </message>
    <message>
        <source>The GPU cannot compute %1 yet; choose the CPU (--device cpu).</source>
        <translation>Die GPU kann %1 noch nicht berechnen; wählen Sie die CPU (--device cpu).</translation>
    </message>
    <message>
        <source>The kernel %1 would need %2 steps, more than this software GPU can count (%3). Choose the CPU (--device cpu) or a smaller context.</source>
        <translation>Der Kernel %1 bräuchte %2 Schritte, mehr als diese nachgebildete GPU zählen kann (%3). Wählen Sie die CPU (--device cpu) oder einen kleineren Kontext.</translation>
    </message>
    <message>
        <source>A value of %1 takes %2 bytes; this GPU addresses %3 at once. Choose a smaller batch or context, or the CPU (--device cpu).</source>
        <translation>Ein Wert von %1 braucht %2 Byte; diese GPU adressiert %3 auf einmal. Wählen Sie kleinere Stapel, einen kleineren Kontext oder die CPU (--device cpu).</translation>
    </message>
    <message>
        <source>The GPU %1 has %2 MiB free of %3 MiB; needed are %4 MiB for weights, %5 MiB for the cache and %6 MiB for what is computed. Choose a smaller context or model, or the CPU (--device cpu).</source>
        <translation>Die GPU %1 hat %2 MiB von %3 MiB frei; gebraucht werden %4 MiB für die Gewichte, %5 MiB für den Cache und %6 MiB für die Rechnung. Wählen Sie einen kleineren Kontext, ein kleineres Modell oder die CPU (--device cpu).</translation>
    </message>
    <message>
        <source>The value #%1 is no input of this program.</source>
        <translation>Der Wert Nr. %1 ist kein Eingang dieses Programms.</translation>
    </message>
    <message>
        <source>The input %1 is %2 %3, not %4 %5.</source>
        <translation>Der Eingang %1 ist %2 %3, nicht %4 %5.</translation>
    </message>
    <message>
        <source>The value #%1 is no output of this program.</source>
        <translation>Der Wert Nr. %1 ist kein Ausgang dieses Programms.</translation>
    </message>
    <message>
        <source>Its driver offers Vulkan %1; 1.2 is needed.</source>
        <translation>Der Treiber bietet Vulkan %1; nötig ist 1.2.</translation>
    </message>
    <message>
        <source>It has no queue for compute work.</source>
        <translation>Es fehlt eine Warteschlange zum Rechnen.</translation>
    </message>
    <message>
        <source>It lacks arithmetic in subgroups.</source>
        <translation>Es fehlt das Rechnen in Untergruppen.</translation>
    </message>
    <message>
        <source>Its texel buffers hold %1 elements; %2 are needed.</source>
        <translation>Texel-Puffer fassen hier %1 Elemente; nötig sind %2.</translation>
    </message>
    <message>
        <source>It lacks a format of texel buffers.</source>
        <translation>Es fehlt ein Format von Texel-Puffern.</translation>
    </message>
    <message>
        <source>The GPU was lost (%1): its driver reset it, or it was removed. Open the model again, or choose the CPU (--device cpu).</source>
        <translation>Die GPU ist verloren gegangen (%1): Der Treiber hat sie zurückgesetzt, oder sie wurde entfernt. Öffnen Sie das Modell noch einmal, oder wählen Sie die CPU (--device cpu).</translation>
    </message>
    <message>
        <source>The GPU has no memory left (%1). Close other programs, or choose a smaller context, a smaller model or the CPU (--device cpu).</source>
        <translation>Die GPU hat keinen Speicher mehr (%1). Schließen Sie andere Programme, oder wählen Sie einen kleineren Kontext, ein kleineres Modell oder die CPU (--device cpu).</translation>
    </message>
    <message>
        <source>The computer has no memory left for the GPU driver (%1). Close other programs and try again.</source>
        <translation>Der Rechner hat keinen Speicher mehr für den GPU-Treiber (%1). Schließen Sie andere Programme und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The Vulkan driver failed (%1, code %2). Update the driver, or choose the CPU (--device cpu).</source>
        <translation>Der Vulkan-Treiber ist gescheitert (%1, Code %2). Erneuern Sie den Treiber, oder wählen Sie die CPU (--device cpu).</translation>
    </message>
    <message>
        <source>The state %1 is %2 %3 in one program and %4 %5 in another.</source>
        <translation>Der Zustand %1 ist in einem Programm %2 %3 und in einem anderen %4 %5.</translation>
    </message>
    <message>
        <source>“%1” cannot be written: the name must end in .svg, .pdf, .png, .npy, .csv or .json.</source>
        <translation>„%1“ kann nicht geschrieben werden: Der Name muss auf .svg, .pdf, .png, .npy, .csv oder .json enden.</translation>
    </message>
    <message>
        <source>“%1” cannot be written: there is no folder “%2”.</source>
        <translation>„%1“ kann nicht geschrieben werden: Es gibt keinen Ordner „%2“.</translation>
    </message>
    <message>
        <source>The trace holds no attention: make it with `saccade run --capture pattern --trace FILE`.</source>
        <translation>Die Aufzeichnung enthält keine Attention: Erstellen Sie sie mit `saccade run --capture pattern --trace DATEI`.</translation>
    </message>
    <message>
        <source>%1 %2 does not exist: the nearest is %3.</source>
        <translation>%1 %2 gibt es nicht: Am nächsten liegt %3.</translation>
    </message>
    <message>
        <source>--tokens %1:%2 lies outside the run: it has the positions 0:%3.</source>
        <translation>--tokens %1:%2 liegt außerhalb des Laufs: Er hat die Positionen 0:%3.</translation>
    </message>
    <message>
        <source>“heads” can be drawn, but is no single matrix: choose .svg, .pdf or .png.</source>
        <translation>„heads“ lässt sich zeichnen, ist aber keine einzelne Matrix: Wählen Sie .svg, .pdf oder .png.</translation>
    </message>
    <message>
        <source>One of --trace and --recipe is needed, and only one.</source>
        <translation>Gebraucht wird --trace oder --recipe, und nur eines davon.</translation>
    </message>
    <message>
        <source>Give --average or --maximum, not both.</source>
        <translation>Geben Sie --average oder --maximum an, nicht beides.</translation>
    </message>
    <message>
        <source>%1 is no recipe: a JSON object was expected.</source>
        <translation>%1 ist kein Rezept: Erwartet war ein JSON-Objekt.</translation>
    </message>
    <message>
        <source>The recipe in %1 is damaged: %2</source>
        <translation>Das Rezept in %1 ist beschädigt: %2</translation>
    </message>
    <message>
        <source>A figure %1 mm wide cannot be drawn; choose 20 to 2000 mm.</source>
        <translation>Eine Abbildung von %1 mm Breite lässt sich nicht zeichnen; wählen Sie 20 bis 2000 mm.</translation>
    </message>
    <message>
        <source>%1 dots per inch cannot be drawn; choose 36 to 2400.</source>
        <translation>%1 Punkte je Zoll lassen sich nicht zeichnen; wählen Sie 36 bis 2400.</translation>
    </message>
    <message>
        <source>At %1 dots per inch the picture would be too large; choose fewer, or SVG or PDF.</source>
        <translation>Mit %1 Punkten je Zoll würde das Bild zu groß; wählen Sie weniger, oder SVG oder PDF.</translation>
    </message>
    <message>
        <source>A figure cannot be written as %1: the name must end in .png, .svg or .pdf.</source>
        <translation>Eine Abbildung lässt sich nicht als %1 schreiben: Der Name muss auf .png, .svg oder .pdf enden.</translation>
    </message>
    <message>
        <source>The figure %1 cannot be written: %2. Is the folder there, and is there room?</source>
        <translation>Die Abbildung %1 kann nicht geschrieben werden: %2. Gibt es den Ordner, und ist Platz darin?</translation>
    </message>
    <message>
        <source>The run holds no attention pattern: run it again with --capture pattern.</source>
        <translation>Der Lauf enthält keine Attention-Muster: Führen Sie ihn mit --capture pattern noch einmal aus.</translation>
    </message>
    <message>
        <source>There is no layer %1; layers are 0 to %2, or -1 for all.</source>
        <translation>Es gibt keine Schicht %1; Schichten sind 0 bis %2, oder -1 für alle.</translation>
    </message>
    <message>
        <source>There is no head %1; heads are 0 to %2, or -1 for all.</source>
        <translation>Es gibt keinen Kopf %1; Köpfe sind 0 bis %2, oder -1 für alle.</translation>
    </message>
    <message>
        <source>There are no tokens %1 to %2; tokens are 0 to %3.</source>
        <translation>Es gibt keine Tokens %1 bis %2; Tokens sind 0 bis %3.</translation>
    </message>
    <message>
        <source>The figure option %1 cannot be &quot;%2&quot;.</source>
        <translation>Die Option %1 der Abbildung kann nicht „%2“ sein.</translation>
    </message>
    <message>
        <source>The figure options cannot be read: %1.</source>
        <translation>Die Optionen der Abbildung sind nicht lesbar: %1.</translation>
    </message>
    <message>
        <source>The file %1 carries no recipe of Saccade.</source>
        <translation>Die Datei %1 trägt kein Rezept von Saccade.</translation>
    </message>
    <message>
        <source>Lines between %1 tokens do not fit a page: choose at most %2.</source>
        <translation>Linien zwischen %1 Tokens passen nicht auf eine Seite: Wählen Sie höchstens %2.</translation>
    </message>
    <message>
        <source>This attention is not on a picture: choose another part, or another figure.</source>
        <translation>Diese Attention liegt nicht auf einem Bild: Wählen Sie einen anderen Teil oder eine andere Abbildung.</translation>
    </message>
    <message>
        <source>It does not say of which architecture it is.</source>
        <translation>Es sagt nicht, welche Architektur es hat.</translation>
    </message>
    <message>
        <source>Saccade does not know the architecture “%1”.</source>
        <translation>Saccade kennt die Architektur „%1“ nicht.</translation>
    </message>
    <message>
        <source>It has its weights only for %1: get them as safetensors or GGUF.</source>
        <translation>Seine Gewichte liegen nur für %1 vor: Besorgen Sie sie als safetensors oder GGUF.</translation>
    </message>
    <message>
        <source>Only its configuration is here, not its weights.</source>
        <translation>Nur seine Konfiguration ist hier, nicht seine Gewichte.</translation>
    </message>
    <message>
        <source>Its weights are quantised with %1, which Saccade does not read: get the original ones, or GGUF.</source>
        <translation>Seine Gewichte sind mit %1 quantisiert, was Saccade nicht liest: Besorgen Sie die ursprünglichen oder GGUF.</translation>
    </message>
    <message>
        <source>Part %1 of its %2 files is missing: download it again.</source>
        <translation>Teil %1 seiner %2 Dateien fehlt: Laden Sie ihn noch einmal herunter.</translation>
    </message>
    <message>
        <source>It is the picture projector of another model, not a model by itself.</source>
        <translation>Es ist der Bildprojektor eines anderen Modells, kein Modell für sich.</translation>
    </message>
    <message>
        <source>It is a pipeline of several models, which Saccade does not open.</source>
        <translation>Es ist eine Kette mehrerer Modelle, die Saccade nicht öffnet.</translation>
    </message>
    <message>
        <source>Its manifest %1 names no GGUF file.</source>
        <translation>Sein Manifest %1 nennt keine GGUF-Datei.</translation>
    </message>
    <message>
        <source>Its file %1 is missing: pull the model again.</source>
        <translation>Seine Datei %1 fehlt: Laden Sie das Modell noch einmal (pull).</translation>
    </message>
    <message>
        <source>The bias must be F32 [heads, n, capacity], [heads, 1, capacity] or [1, n, capacity].</source>
        <translation>Der Bias muss F32 [heads, n, capacity], [heads, 1, capacity] oder [1, n, capacity] sein.</translation>
    </message>
    <message>
        <source>Three or four inputs are needed.</source>
        <translation>Drei oder vier Eingänge sind nötig.</translation>
    </message>
    <message>
        <source>Four or five inputs are needed.</source>
        <translation>Vier oder fünf Eingänge sind nötig.</translation>
    </message>
    <message>
        <source>The slopes must be a constant F32 [heads].</source>
        <translation>Die Steigungen müssen eine Konstante F32 [heads] sein.</translation>
    </message>
    <message>
        <source>The table must be a constant of floats [buckets, heads].</source>
        <translation>Die Tabelle muss eine Konstante aus Gleitkommazahlen [buckets, heads] sein.</translation>
    </message>
    <message>
        <source>The buckets do not fit the maximum distance.</source>
        <translation>Die Anzahl der Abschnitte passt nicht zum größten Abstand.</translation>
    </message>
    <message>
        <source>The probabilities must be F32 [n, experts].</source>
        <translation>Die Wahrscheinlichkeiten müssen F32 [n, experts] sein.</translation>
    </message>
    <message>
        <source>There are fewer experts than shall be chosen.</source>
        <translation>Es gibt weniger Experten, als gewählt werden sollen.</translation>
    </message>
    <message>
        <source>There must be an expert.</source>
        <translation>Es muss einen Experten geben.</translation>
    </message>
    <message>
        <source>The experts must be I32 [n, k].</source>
        <translation>Die Experten müssen I32 [n, k] sein.</translation>
    </message>
    <message>
        <source>The input must be F32 [n, in] or [n·k, in].</source>
        <translation>Der Eingang muss F32 [n, in] oder [n·k, in] sein.</translation>
    </message>
    <message>
        <source>The experts must be of one type and shape.</source>
        <translation>Die Experten müssen von einem Typ und einer Form sein.</translation>
    </message>
    <message>
        <source>The inputs must be F32 [n·k, width] and [n, k].</source>
        <translation>Die Eingänge müssen F32 [n·k, width] und [n, k] sein.</translation>
    </message>
    <message>
        <source>At least one input is needed.</source>
        <translation>Mindestens ein Eingang ist nötig.</translation>
    </message>
    <message>
        <source>The parts must have rows.</source>
        <translation>Die Teile müssen Zeilen haben.</translation>
    </message>
    <message>
        <source>The parts must be F32.</source>
        <translation>Die Teile müssen F32 sein.</translation>
    </message>
    <message>
        <source>The parts may differ in the first extent only.</source>
        <translation>Die Teile dürfen sich nur in der ersten Ausdehnung unterscheiden.</translation>
    </message>
    <message>
        <source>The parts have too many rows.</source>
        <translation>Die Teile haben zu viele Zeilen.</translation>
    </message>
    <message>
        <source>The window&apos;s sizes must be positive.</source>
        <translation>Die Maße des Fensters müssen positiv sein.</translation>
    </message>
    <message>
        <source>The window is larger than what it looks at.</source>
        <translation>Das Fenster ist größer als das, worauf es blickt.</translation>
    </message>
    <message>
        <source>%1 reads its input whole and does not write: ask for 0 steps.</source>
        <translation>%1 liest seine Eingabe im Ganzen und schreibt nicht: Verlangen Sie 0 Schritte.</translation>
    </message>
    <message>
        <source>%1 has no encoder: give it a text alone.</source>
        <translation>%1 hat keinen Encoder: Geben Sie ihm nur einen Text.</translation>
    </message>
    <message>
        <source>%1 does not read images.</source>
        <translation>%1 liest keine Bilder.</translation>
    </message>
    <message>
        <source>%1 does not read sounds.</source>
        <translation>%1 liest keine Klänge.</translation>
    </message>
    <message>
        <source>The encoder has read nothing yet that the decoder could look at.</source>
        <translation>Der Encoder hat noch nichts gelesen, worauf der Decoder blicken könnte.</translation>
    </message>
    <message>
        <source>The model was made ready for “%1” of the shape %2, but is given %3.</source>
        <translation>Das Modell wurde für „%1“ der Form %2 vorbereitet, bekommt aber %3.</translation>
    </message>
    <message>
        <source>The run holds no attention called “%1”. It holds: %2.</source>
        <translation>Der Lauf enthält keine Attention namens „%1“. Er enthält: %2.</translation>
    </message>
    <message>
        <source>“%1” is no number that %2 can take.</source>
        <translation>„%1“ ist keine Zahl, die %2 annehmen kann.</translation>
    </message>
    <message>
        <source>The option %1 needs a value after it.</source>
        <translation>Die Option %1 braucht danach einen Wert.</translation>
    </message>
    <message>
        <source>%1 is not for the model “%2”, which takes: %3.</source>
        <translation>%1 ist nicht für das Modell „%2“, das nimmt: %3.</translation>
    </message>
    <message>
        <source>The model “%1” needs something to read. It takes: %2.</source>
        <translation>Das Modell „%1“ braucht etwas zu lesen. Es nimmt: %2.</translation>
    </message>
    <message>
        <source>--pair is a second text beside --text: of --tokens, --segments says which belong to which.</source>
        <translation>--pair ist ein zweiter Text neben --text: Bei --tokens sagt --segments, welche wozu gehören.</translation>
    </message>
    <message>
        <source>Give --decoder-text or --decoder-tokens, not both.</source>
        <translation>Geben Sie --decoder-text oder --decoder-tokens an, nicht beides.</translation>
    </message>
    <message>
        <source>%1 heads side by side do not fit this figure: draw a wider one, or one head as “attention”.</source>
        <translation>%1 Köpfe nebeneinander passen nicht in diese Abbildung: Zeichnen Sie eine breitere, oder einen Kopf als „attention“.</translation>
    </message>
    <message>
        <source>%1 is no model that Saccade opens: these are safetensors files, Hugging Face folders, PyTorch files (.pth, .pt, .bin), GGUF files (.gguf) and llama2.c files (.bin).</source>
        <translation>%1 ist kein Modell, das Saccade öffnet: Das sind safetensors-Dateien, Ordner von Hugging Face, PyTorch-Dateien (.pth, .pt, .bin), GGUF-Dateien (.gguf) und llama2.c-Dateien (.bin).</translation>
    </message>
    <message>
        <source>The file %1 is damaged: it should end at byte %2, but goes on to byte %3.</source>
        <translation>Die Datei %1 ist beschädigt: Sie sollte bei Byte %2 enden, geht aber bis Byte %3 weiter.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1, before byte %3, is of a type that is not known.</source>
        <translation>Der Tensor %2 in %1, vor Byte %3, ist von unbekanntem Typ.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1, before byte %3, has no name or too many axes.</source>
        <translation>Der Tensor %2 in %1, vor Byte %3, hat keinen Namen oder zu viele Achsen.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1, before byte %3, has not as many elements as its shape says.</source>
        <translation>Der Tensor %2 in %1, vor Byte %3, hat nicht so viele Elemente, wie seine Form sagt.</translation>
    </message>
    <message>
        <source>%1 gives another name, before byte %3, to the tensor %2, which it has not.</source>
        <translation>%1 gibt vor Byte %3 dem Tensor %2, den es nicht gibt, einen weiteren Namen.</translation>
    </message>
    <message>
        <source>%1 has the tensor %2 twice, the second before byte %3.</source>
        <translation>%1 enthält den Tensor %2 doppelt, den zweiten vor Byte %3.</translation>
    </message>
    <message>
        <source>%1 is a Python pickle, but not as torch.save writes it: save the model&apos;s state_dict with torch.save, or as safetensors.</source>
        <translation>%1 ist ein Python-Pickle, aber nicht, wie torch.save es schreibt: Speichern Sie das state_dict des Modells mit torch.save oder als safetensors.</translation>
    </message>
    <message>
        <source>%1 is a model for %2, which Saccade does not open: use the model&apos;s PyTorch or safetensors files.</source>
        <translation>%1 ist ein Modell für %2, das Saccade nicht öffnet: Nehmen Sie die PyTorch- oder safetensors-Dateien des Modells.</translation>
    </message>
    <message>
        <source>%1 is one of %2 parts of a model, whose names should end with %3: give all parts their names back.</source>
        <translation>%1 ist einer von %2 Teilen eines Modells, deren Namen mit %3 enden sollten: Geben Sie allen Teilen ihre Namen zurück.</translation>
    </message>
    <message>
        <source>%1 says of itself that it is part %2 of %3, but its name says %4 of %5.</source>
        <translation>%1 nennt sich selbst Teil %2 von %3, sein Name sagt aber %4 von %5.</translation>
    </message>
    <message>
        <source>%1 is one of %2 parts of a model, but %3 is missing: download it into the same folder.</source>
        <translation>%1 ist einer von %2 Teilen eines Modells, aber %3 fehlt: Laden Sie es in denselben Ordner herunter.</translation>
    </message>
    <message>
        <source>The parts of %1 have %2 tensors together; they should have %3.</source>
        <translation>Die Teile von %1 haben zusammen %2 Tensoren; es sollten %3 sein.</translation>
    </message>
    <message>
        <source>%1 is no GGUF file.</source>
        <translation>%1 ist keine GGUF-Datei.</translation>
    </message>
    <message>
        <source>The array in %1 has the element type %2, which Saccade does not read: store it as &apos;&lt;f4&apos; or &apos;&lt;i8&apos;.</source>
        <translation>Das Array in %1 hat den Elementtyp %2, den Saccade nicht liest: Speichern Sie es als &apos;&lt;f4&apos; oder &apos;&lt;i8&apos;.</translation>
    </message>
    <message>
        <source>%1 is no array of numpy.</source>
        <translation>%1 ist kein Array von NumPy.</translation>
    </message>
    <message>
        <source>The archive %1 has the entry %2 twice.</source>
        <translation>Das Archiv %1 hat den Eintrag %2 doppelt.</translation>
    </message>
    <message>
        <source>The archive %1 holds no arrays of numpy.</source>
        <translation>Das Archiv %1 enthält keine Arrays von NumPy.</translation>
    </message>
    <message>
        <source>The array in %1 has a header that numpy does not write, at its byte %2.</source>
        <translation>Das Array in %1 hat einen Kopf, wie ihn NumPy nicht schreibt, bei seinem Byte %2.</translation>
    </message>
    <message>
        <source>%1 is refused: its pickle has the instruction %3 at byte %2, which no checkpoint of tensors needs. Save the model&apos;s state_dict alone, or as safetensors.</source>
        <translation>%1 wird abgelehnt: Sein Pickle hat bei Byte %2 die Anweisung %3, die kein Checkpoint aus Tensoren braucht. Speichern Sie nur das state_dict des Modells, oder als safetensors.</translation>
    </message>
    <message>
        <source>The values in %1 are nested deeper than %2 levels, or contain themselves.</source>
        <translation>Die Werte in %1 sind tiefer als %2 Ebenen geschachtelt oder enthalten sich selbst.</translation>
    </message>
    <message>
        <source>%1 is refused: its pickle copies the same values over and over.</source>
        <translation>%1 wird abgelehnt: Sein Pickle kopiert dieselben Werte immer wieder.</translation>
    </message>
    <message>
        <source>%1 is refused: its pickle has a whole number of %3 bytes at byte %2; 8 are read.</source>
        <translation>%1 wird abgelehnt: Sein Pickle hat bei Byte %2 eine ganze Zahl von %3 Bytes; gelesen werden 8.</translation>
    </message>
    <message>
        <source>%1 is refused: at byte %2 its pickle calls a value that is no function.</source>
        <translation>%1 wird abgelehnt: Bei Byte %2 ruft sein Pickle einen Wert auf, der keine Funktion ist.</translation>
    </message>
    <message>
        <source>%1 is refused: at byte %2 its pickle gives %3 arguments that it does not take.</source>
        <translation>%1 wird abgelehnt: Bei Byte %2 gibt sein Pickle %3 Argumente, die es nicht annimmt.</translation>
    </message>
    <message>
        <source>The pickle in %1 is damaged: the instruction at byte %2 does not find the values that it needs.</source>
        <translation>Das Pickle in %1 ist beschädigt: Die Anweisung bei Byte %2 findet die Werte nicht, die sie braucht.</translation>
    </message>
    <message>
        <source>%1 is refused: at byte %2 its pickle asks for %3, and only tensors and plain values are read. If you trust it, save the model&apos;s state_dict alone, or as safetensors.</source>
        <translation>%1 wird abgelehnt: Bei Byte %2 verlangt sein Pickle %3, gelesen werden aber nur Tensoren und einfache Werte. Wenn Sie ihm trauen, speichern Sie nur das state_dict des Modells, oder als safetensors.</translation>
    </message>
    <message>
        <source>The picture %1 has %2 × %3 pixels. At most %4 a side and 100 million in all are read: make it smaller.</source>
        <translation>Das Bild %1 hat %2 × %3 Pixel. Gelesen werden höchstens %4 je Seite und 100 Millionen insgesamt: Verkleinern Sie es.</translation>
    </message>
    <message>
        <source>%1 is no picture that Saccade reads: these are PNG, JPEG and WebP.</source>
        <translation>%1 ist kein Bild, das Saccade liest: Das sind PNG, JPEG und WebP.</translation>
    </message>
    <message>
        <source>The picture %1 cannot be read: %2.</source>
        <translation>Das Bild %1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 has no header of rwkv.cpp.</source>
        <translation>%1 hat keinen Kopf von rwkv.cpp.</translation>
    </message>
    <message>
        <source>%1 is a file of rwkv.cpp of version %2; Saccade opens versions 100 and 101. Convert it anew.</source>
        <translation>%1 ist eine Datei von rwkv.cpp der Version %2; Saccade öffnet die Versionen 100 und 101. Wandeln Sie sie neu um.</translation>
    </message>
    <message>
        <source>The header of %1 states %2 tokens, %3 channels and %4 layers, which is not possible.</source>
        <translation>Der Kopf von %1 nennt %2 Tokens, %3 Kanäle und %4 Schichten, was nicht möglich ist.</translation>
    </message>
    <message>
        <source>The tensor at byte %2 of %1 has %3 axes and a name of %4 bytes: the file is damaged.</source>
        <translation>Der Tensor bei Byte %2 von %1 hat %3 Achsen und einen Namen von %4 Bytes: Die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has the element type %3 of version %4, which Saccade does not read: quantise it anew with a recent rwkv.cpp.</source>
        <translation>Der Tensor %2 in %1 hat den Elementtyp %3 der Version %4, den Saccade nicht liest: Quantisieren Sie ihn neu mit einem neueren rwkv.cpp.</translation>
    </message>
    <message>
        <source>The index %1 looks for the tensor %2 in %3, which is not the name of a file of weights in the same folder.</source>
        <translation>Das Verzeichnis %1 sucht den Tensor %2 in %3, was nicht der Name einer Gewichtsdatei im selben Ordner ist.</translation>
    </message>
    <message>
        <source>The sound %1 cannot be read: %2</source>
        <translation>Der Klang %1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Es gibt keine Datei %1.</translation>
    </message>
    <message>
        <source>%1 is no sound that Saccade reads: these are WAV, AIFF, FLAC, Ogg and MP3 files.</source>
        <translation>%1 ist kein Klang, den Saccade liest: Das sind WAV-, AIFF-, FLAC-, Ogg- und MP3-Dateien.</translation>
    </message>
    <message>
        <source>The sound %1 is longer than an hour: cut out the part that the model shall hear.</source>
        <translation>Der Klang %1 ist länger als eine Stunde: Schneiden Sie den Teil heraus, den das Modell hören soll.</translation>
    </message>
    <message>
        <source>The sound %1 holds a number that is not finite, at sample %2.</source>
        <translation>Der Klang %1 enthält bei Abtastwert %2 eine Zahl, die nicht endlich ist.</translation>
    </message>
    <message>
        <source>The sound %1 has %2 channels of %3 samples a second, which is not possible.</source>
        <translation>Der Klang %1 hat %2 Kanäle mit %3 Abtastwerten je Sekunde, was nicht möglich ist.</translation>
    </message>
    <message>
        <source>The sound %1 is empty.</source>
        <translation>Der Klang %1 ist leer.</translation>
    </message>
    <message>
        <source>%1 was written on a big-endian machine, which Saccade does not read: save it again on another.</source>
        <translation>%1 wurde auf einem Big-Endian-Rechner geschrieben, was Saccade nicht liest: Speichern Sie es auf einem anderen neu.</translation>
    </message>
    <message>
        <source>%1 is a zip archive, but no PyTorch checkpoint: it has no data.pkl. Unpack it and open what is inside.</source>
        <translation>%1 ist ein Zip-Archiv, aber kein PyTorch-Checkpoint: Es hat keine data.pkl. Entpacken Sie es und öffnen Sie den Inhalt.</translation>
    </message>
    <message>
        <source>%1 is a TorchScript program, which Saccade does not run: save the model&apos;s state_dict with torch.save, or as safetensors.</source>
        <translation>%1 ist ein TorchScript-Programm, das Saccade nicht ausführt: Speichern Sie das state_dict des Modells mit torch.save oder als safetensors.</translation>
    </message>
    <message>
        <source>The archive %1 lacks %2, which its tensors need: it is incomplete.</source>
        <translation>Dem Archiv %1 fehlt %2, das seine Tensoren brauchen: Es ist unvollständig.</translation>
    </message>
    <message>
        <source>%1 is damaged: at byte %2 it lists a record that no tensor mentions.</source>
        <translation>%1 ist beschädigt: Bei Byte %2 nennt es einen Datensatz, den kein Tensor erwähnt.</translation>
    </message>
    <message>
        <source>%1 is a PyTorch file of an unknown version: save it again, with a newer PyTorch.</source>
        <translation>%1 ist eine PyTorch-Datei unbekannter Version: Speichern Sie sie mit einem neueren PyTorch noch einmal.</translation>
    </message>
    <message>
        <source>%1 is no file of torch.save.</source>
        <translation>%1 ist keine Datei von torch.save.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 reads the record %3 as another type or size than the tensors before it.</source>
        <translation>Der Tensor %2 in %1 liest den Datensatz %3 mit anderem Typ oder anderer Größe als die Tensoren davor.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1, of the shape %3, reaches beyond its record of %4 elements.</source>
        <translation>Der Tensor %2 in %1, der Form %3, reicht über seinen Datensatz von %4 Elementen hinaus.</translation>
    </message>
    <message>
        <source>The record %2 of %1 has %3 bytes, but its tensors need %4.</source>
        <translation>Der Datensatz %2 von %1 hat %3 Bytes, aber seine Tensoren brauchen %4.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1, of the shape %3, is far larger than the record that it repeats.</source>
        <translation>Der Tensor %2 in %1, der Form %3, ist weit größer als der Datensatz, den er wiederholt.</translation>
    </message>
    <message>
        <source>The archive %1 has no directory at its end: it is incomplete. Download it again.</source>
        <translation>Das Archiv %1 hat am Ende kein Verzeichnis: Es ist unvollständig. Laden Sie es noch einmal herunter.</translation>
    </message>
    <message>
        <source>The entry %2 of the archive %1 is encrypted: unpack it first.</source>
        <translation>Der Eintrag %2 des Archivs %1 ist verschlüsselt: Entpacken Sie es zuerst.</translation>
    </message>
    <message>
        <source>The entry %2 of the archive %1 cannot be unpacked: it is damaged, or packed in an unusual way.</source>
        <translation>Der Eintrag %2 des Archivs %1 kann nicht entpackt werden: Er ist beschädigt oder ungewöhnlich gepackt.</translation>
    </message>
    <message>
        <source>The archive %1 is damaged at byte %2: download it again.</source>
        <translation>Das Archiv %1 ist bei Byte %2 beschädigt: Laden Sie es noch einmal herunter.</translation>
    </message>
    <message>
        <source>The inputs of the recurrence do not fit together.</source>
        <translation>Die Eingänge der Rekurrenz passen nicht zusammen.</translation>
    </message>
    <message>
        <source>Numbers and table of fixed-point arithmetic do not fit together.</source>
        <translation>Zahlen und Tabelle der Festkommarechnung passen nicht zusammen.</translation>
    </message>
    <message>
        <source>A recurrence needs F32 inputs.</source>
        <translation>Eine Rekurrenz braucht Eingänge vom Typ F32.</translation>
    </message>
    <message>
        <source>The first input of a recurrence must be a state.</source>
        <translation>Der erste Eingang einer Rekurrenz muss ein Zustand sein.</translation>
    </message>
    <message>
        <source>no more groups than layers are expected.</source>
        <translation>erwartet werden nicht mehr Gruppen als Schichten.</translation>
    </message>
    <message>
        <source>as many as the encoder&apos;s are expected.</source>
        <translation>erwartet werden so viele wie beim Encoder.</translation>
    </message>
    <message>
        <source>at most 65536 positions are expected.</source>
        <translation>erwartet werden höchstens 65536 Positionen.</translation>
    </message>
    <message>
        <source>an even number from 4 on is expected.</source>
        <translation>erwartet wird eine gerade Zahl ab 4.</translation>
    </message>
    <message>
        <source>“absolute” is expected.</source>
        <translation>erwartet wird „absolute“.</translation>
    </message>
    <message>
        <source>heads of equal size are expected.</source>
        <translation>erwartet werden Köpfe gleicher Größe.</translation>
    </message>
    <message>
        <source>a word for each layer is expected.</source>
        <translation>erwartet wird ein Wort für jede Schicht.</translation>
    </message>
    <message>
        <source>%1 reads a picture, a text or both, and was given neither.</source>
        <translation>%1 liest ein Bild, einen Text oder beides und bekam keins davon.</translation>
    </message>
    <message>
        <source>%1 reads a text, and was given none.</source>
        <translation>%1 liest einen Text und bekam keinen.</translation>
    </message>
    <message>
        <source>%1 reads a picture, and was given none.</source>
        <translation>%1 liest ein Bild und bekam keins.</translation>
    </message>
    <message>
        <source>The text has %1 tokens, but %2 reads at most %3.</source>
        <translation>Der Text hat %1 Tokens, aber %2 liest höchstens %3.</translation>
    </message>
    <message>
        <source>a whole number from 0 to 2147483647 is expected.</source>
        <translation>erwartet wird eine ganze Zahl von 0 bis 2147483647.</translation>
    </message>
    <message>
        <source>a list of whole numbers is expected.</source>
        <translation>erwartet wird eine Liste ganzer Zahlen.</translation>
    </message>
    <message>
        <source>a list of words is expected.</source>
        <translation>erwartet wird eine Liste von Wörtern.</translation>
    </message>
    <message>
        <source>%1 is a model of CTranslate2 with %2, which Saccade does not know: it opens encoder–decoder transformers with positions that are added.</source>
        <translation>%1 ist ein Modell von CTranslate2 mit %2, das Saccade nicht kennt: Geöffnet werden Encoder–Decoder-Transformer mit addierten Positionen.</translation>
    </message>
    <message>
        <source>The tensor “%2” in %1 has no scale that fits it.</source>
        <translation>Der Tensor „%2“ in %1 hat keinen passenden Maßstab.</translation>
    </message>
    <message>
        <source>a number up to 1024 is expected.</source>
        <translation>erwartet wird eine Zahl bis 1024.</translation>
    </message>
    <message>
        <source>%1 reads a text for its encoder, but none was given.</source>
        <translation>%1 liest einen Text für seinen Encoder, aber es wurde keiner gegeben.</translation>
    </message>
    <message>
        <source>%1 writes about an input that its encoder reads, but none was given.</source>
        <translation>%1 schreibt über eine Eingabe, die sein Encoder liest, aber es wurde keine gegeben.</translation>
    </message>
    <message>
        <source>at most the number of experts is expected.</source>
        <translation>erwartet wird höchstens die Anzahl der Experten.</translation>
    </message>
    <message>
        <source>A picture of %1 × %2 pixels is too narrow for this model: cut a part out of it.</source>
        <translation>Ein Bild von %1 × %2 Pixeln ist für dieses Modell zu schmal: Schneiden Sie einen Teil heraus.</translation>
    </message>
    <message>
        <source>at most 4096 pixels are expected.</source>
        <translation>erwartet werden höchstens 4096 Pixel.</translation>
    </message>
    <message>
        <source>one number for each channel is expected.</source>
        <translation>erwartet wird eine Zahl für jeden Kanal.</translation>
    </message>
    <message>
        <source>0 (nearest), 1 (Lanczos), 2 (bilinear) or 3 (bicubic) is expected.</source>
        <translation>erwartet wird 0 (nächster), 1 (Lanczos), 2 (bilinear) oder 3 (bikubisch).</translation>
    </message>
    <message>
        <source>nearest, bilinear, bicubic or lanczos is expected.</source>
        <translation>erwartet wird nearest, bilinear, bicubic oder lanczos.</translation>
    </message>
    <message>
        <source>channels (1 or 3), height and width are expected.</source>
        <translation>erwartet werden Kanäle (1 oder 3), Höhe und Breite.</translation>
    </message>
    <message>
        <source>at most 1 is expected.</source>
        <translation>erwartet wird höchstens 1.</translation>
    </message>
    <message>
        <source>a number for each layer is expected.</source>
        <translation>erwartet wird eine Zahl für jede Schicht.</translation>
    </message>
    <message>
        <source>There is no memory for a Fourier transform.</source>
        <translation>Es gibt keinen Speicher für eine Fourier-Transformation.</translation>
    </message>
    <message>
        <source>%1 mel bins of windows of %2 samples every %3 at %4 Hz, %5 in all, are not possible.</source>
        <translation>%1 Mel-Bänder aus Fenstern von %2 Abtastwerten alle %3 bei %4 Hz, %5 insgesamt, sind nicht möglich.</translation>
    </message>
    <message>
        <source>silu is expected.</source>
        <translation>erwartet wird silu.</translation>
    </message>
    <message>
        <source>steps without limits are expected.</source>
        <translation>erwartet werden Schritte ohne Grenzen.</translation>
    </message>
    <message>
        <source>In %1 %2 groups, %3 heads and %4 channels do not divide each other.</source>
        <translation>In %1 gehen %2 Gruppen, %3 Köpfe und %4 Kanäle nicht ineinander auf.</translation>
    </message>
    <message>
        <source>The extent %3 of the tensor %2 in %1 is no square, so it is no grid.</source>
        <translation>Die Ausdehnung %3 des Tensors %2 in %1 ist keine Quadratzahl, also kein Gitter.</translation>
    </message>
    <message>
        <source>%1 reads pixels of the shape [%2, height, width], at least %3 a side, and was given %4.</source>
        <translation>%1 liest Pixel der Form [%2, Höhe, Breite], mindestens %3 je Seite, und bekam %4.</translation>
    </message>
    <message>
        <source>from 1 to 16384 pixels, or two such numbers, are expected.</source>
        <translation>erwartet werden 1 bis 16384 Pixel, oder zwei solche Zahlen.</translation>
    </message>
    <message>
        <source>a divisor of the width is expected.</source>
        <translation>erwartet wird ein Teiler der Breite.</translation>
    </message>
    <message>
        <source>square patches, no larger than the picture, are expected.</source>
        <translation>erwartet werden quadratische Bildfelder, nicht größer als das Bild.</translation>
    </message>
    <message>
        <source>a number below those of the positions is expected.</source>
        <translation>erwartet wird eine Zahl unter der der Positionen.</translation>
    </message>
    <message>
        <source>In %1 %2 heads do not divide %3 channels.</source>
        <translation>In %1 teilen %2 Köpfe die %3 Kanäle nicht.</translation>
    </message>
    <message>
        <source>relu, gelu, gelu_new, gated-gelu, gated-silu or gated-relu is expected.</source>
        <translation>erwartet wird relu, gelu, gelu_new, gated-gelu, gated-silu oder gated-relu.</translation>
    </message>
    <message>
        <source>a multiple of 4, less than twice the largest distance, is expected.</source>
        <translation>erwartet wird ein Vielfaches von 4, kleiner als das Doppelte des größten Abstands.</translation>
    </message>
    <message>
        <source>Each of the %1 tokens belongs to one of %2 segments, numbered from 0.</source>
        <translation>Jedes der %1 Tokens gehört zu einem von %2 Abschnitten, gezählt ab 0.</translation>
    </message>
    <message>
        <source>The model %1 has the tensor %2, which vision transformers that Saccade knows do not have.</source>
        <translation>Das Modell %1 hat den Tensor %2, den Vision-Transformer, die Saccade kennt, nicht haben.</translation>
    </message>
    <message>
        <source>The %2 positions of the tensor %3 in %1 are no grid of patches.</source>
        <translation>Die %2 Positionen des Tensors %3 in %1 sind kein Gitter von Bildfeldern.</translation>
    </message>
    <message>
        <source>token or avg is expected.</source>
        <translation>erwartet wird token oder avg.</translation>
    </message>
    <message>
        <source>The tensor %2 in %1 has the shape %3, which no transformer of TransformerLens has.</source>
        <translation>Der Tensor %2 in %1 hat die Form %3, die kein Transformer von TransformerLens hat.</translation>
    </message>
    <message>
        <source>%1 reads the log-mel spectrogram of a sound, F32 [%2, up to %3], but none or another was given.</source>
        <translation>%1 liest das log-Mel-Spektrogramm eines Klangs, F32 [%2, bis %3], aber es wurde keins oder ein anderes gegeben.</translation>
    </message>
    <message>
        <source>This model reads brackets, ( and ), and nothing else.</source>
        <translation>Dieses Modell liest Klammern, ( und ), und nichts anderes.</translation>
    </message>
    <message>
        <source>The model has no chat template: give it the text as it is, without --chat.</source>
        <translation>Das Modell hat keine Chat-Vorlage: Geben Sie ihm den Text, wie er ist, ohne --chat.</translation>
    </message>
    <message>
        <source>%1 is no list of words.</source>
        <translation>%1 ist keine Liste von Wörtern.</translation>
    </message>
    <message>
        <source>The vocabulary has no token for the text at byte %1.</source>
        <translation>Das Vokabular hat kein Token für den Text bei Byte %1.</translation>
    </message>
    <message>
        <source>Line %2 of %1 is none of an RWKV vocabulary: an id, a string and its length.</source>
        <translation>Zeile %2 von %1 ist keine eines RWKV-Vokabulars: eine ID, eine Zeichenkette und ihre Länge.</translation>
    </message>
    <message>
        <source>The token %2 in %1 is none of an RWKV vocabulary.</source>
        <translation>Das Token %2 in %1 ist keines eines RWKV-Vokabulars.</translation>
    </message>
    <message>
        <source>The chat template has a mistake in line %1, near %2.</source>
        <translation>Die Chat-Vorlage hat einen Fehler in Zeile %1, bei %2.</translation>
    </message>
    <message>
        <source>The chat template uses %2 in line %1, which Saccade does not know.</source>
        <translation>Die Chat-Vorlage verwendet in Zeile %1 %2, das Saccade nicht kennt.</translation>
    </message>
    <message>
        <source>The chat template takes too many steps, or makes more text than a prompt can be.</source>
        <translation>Die Chat-Vorlage braucht zu viele Schritte oder erzeugt mehr Text, als ein Prompt sein kann.</translation>
    </message>
    <message>
        <source>The chat template gives %1 a value that it cannot use.</source>
        <translation>Die Chat-Vorlage gibt %1 einen Wert, mit dem es nichts anfangen kann.</translation>
    </message>
    <message>
        <source>The chat template refuses these messages: %1</source>
        <translation>Die Chat-Vorlage lehnt diese Nachrichten ab: %1</translation>
    </message>
    <message>
        <source>%1: the template of special tokens for two texts has %2 places for them.</source>
        <translation>%1: Die Vorlage der Sonder-Tokens für zwei Texte hat %2 Plätze für sie.</translation>
    </message>
    <message>
        <source>%1 does not hold what the model reads: one tensor of %2 axes, or one of the name “%3”.</source>
        <translation>%1 enthält nicht, was das Modell liest: einen Tensor mit %2 Achsen, oder einen namens „%3“.</translation>
    </message>
    <message>
        <source>This model&apos;s alphabet of %2 characters lacks %1.</source>
        <translation>Dem Alphabet dieses Modells mit %2 Zeichen fehlt %1.</translation>
    </message>
    <message>
        <source>The edit “%1” would change nothing: “%2” is there to be looked at, the layer does not compute with it. Edit the layer&apos;s “ssm.output” instead.</source>
        <translation>Die Änderung „%1“ hätte keine Wirkung: „%2“ ist zum Ansehen da, die Schicht rechnet nicht damit. Ändern Sie stattdessen „ssm.output“ der Schicht.</translation>
    </message>
    <message>
        <source>%1 would cut a picture of %2 into %3 × %4 patches; at most %5 in all are possible. Make the picture smaller, or correct the size in preprocessor_config.json.</source>
        <translation>%1 würde ein Bild von %2 in %3 × %4 Felder zerlegen; insgesamt sind höchstens %5 möglich. Verkleinern Sie das Bild oder berichtigen Sie die Größe in preprocessor_config.json.</translation>
    </message>
    <message>
        <source>The data.pkl of %1 would unpack to %2 bytes, more than the %3 that names and shapes can need.</source>
        <translation>Die data.pkl von %1 würde sich auf %2 Bytes entpacken, mehr als die %3, die Namen und Formen brauchen können.</translation>
    </message>
    <message>
        <source>“%1” cannot be written: an analysis is written as .json, .csv or .npy.</source>
        <translation>„%1“ kann nicht geschrieben werden: Eine Analyse wird als .json, .csv oder .npy geschrieben.</translation>
    </message>
    <message>
        <source>One of --trace and --model is needed, and only one.</source>
        <translation>Eines von --trace und --model wird gebraucht, und nur eines.</translation>
    </message>
    <message>
        <source>Which analysis? `saccade analyze --list` names those that there are.</source>
        <translation>Welche Analyse? `saccade analyze --list` nennt die vorhandenen.</translation>
    </message>
    <message>
        <source>“%1” is no list of token ids: %2 takes numbers separated by commas, as in %3.</source>
        <translation>„%1“ ist keine Liste von Tokennummern: %2 nimmt durch Kommas getrennte Zahlen wie in %3.</translation>
    </message>
    <message>
        <source>The benchmark is too long: tokens of its prompt: %1, tokens after it: %2, positions of the model: %3.</source>
        <translation>Die Messung ist zu lang: Token der Eingabe: %1, Token danach: %2, Positionen des Modells: %3.</translation>
    </message>
    <message>
        <source>%1 cannot be %2: a number from %3 to %4 is expected.</source>
        <translation>%1 kann nicht %2 sein: Eine Zahl von %3 bis %4 wird erwartet.</translation>
    </message>
    <message>
        <source>Which figure? Name one of: %1.</source>
        <translation>Welche Abbildung? Nennen Sie eine von: %1.</translation>
    </message>
    <message>
        <source>Give --text, --text-file or --tokens: one of them, not several.</source>
        <translation>Geben Sie --text, --text-file oder --tokens an: eines davon, nicht mehrere.</translation>
    </message>
    <message>
        <source>Give --image or --tokens, not both.</source>
        <translation>Geben Sie --image oder --tokens an, nicht beides.</translation>
    </message>
    <message>
        <source>--segments needs a number for each token: it has %1, but the tokens are %2.</source>
        <translation>--segments braucht eine Zahl je Token: Es hat %1, doch es sind %2 Token.</translation>
    </message>
    <message>
        <source>%1 rows cannot be kept of a picture that has %2.</source>
        <translation>%1 Zeilen kann man von einem Bild nicht behalten, das %2 hat.</translation>
    </message>
    <message>
        <source>--out is for models that write pictures, which “%1” does not.</source>
        <translation>--out ist für Modelle, die Bilder schreiben, was „%1“ nicht tut.</translation>
    </message>
    <message>
        <source>The picture cannot be written: there is no folder “%1”.</source>
        <translation>Das Bild kann nicht geschrieben werden: Es gibt keinen Ordner „%1“.</translation>
    </message>
    <message>
        <source>There is no picture to write: the run has not one whole row of pixels.</source>
        <translation>Es gibt kein Bild zu schreiben: Der Lauf hat nicht eine ganze Zeile von Pixeln.</translation>
    </message>
    <message>
        <source>The picture %1 cannot be written: its name must end as in “.png”, and the disk have room.</source>
        <translation>Das Bild %1 kann nicht geschrieben werden: Sein Name muss etwa auf „.png“ enden, und der Datenträger Platz haben.</translation>
    </message>
    <message>
        <source>There is no analysis “%1”. Did you mean “%2”?</source>
        <translation>Es gibt keine Analyse „%1“. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>“%1” has no variant “%2”. Did you mean “%3”?</source>
        <translation>„%1“ hat keine Variante „%2“. Meinten Sie „%3“?</translation>
    </message>
    <message>
        <source>“%1” runs the model again: give --model and its input instead of a trace.</source>
        <translation>„%1“ lässt das Modell noch einmal laufen: Geben Sie --model und seine Eingabe statt einer Aufzeichnung an.</translation>
    </message>
    <message>
        <source>“%1” gives neither a matrix nor scores of tokens: it cannot be subtracted.</source>
        <translation>„%1“ ergibt weder eine Matrix noch Werte von Token: Es kann nicht abgezogen werden.</translation>
    </message>
    <message>
        <source>“%1” and “%2” give results of different forms: they cannot be compared.</source>
        <translation>„%1“ und „%2“ ergeben Ergebnisse verschiedener Form: Sie können nicht verglichen werden.</translation>
    </message>
    <message>
        <source>The attention of layer %1 has the shape %2, that of layer 0 %3.</source>
        <translation>Die Aufmerksamkeit der Schicht %1 hat die Form %2, die der Schicht 0 %3.</translation>
    </message>
    <message>
        <source>“%1” attends from one sequence to another: choose a part that attends within one.</source>
        <translation>„%1“ richtet sich von einer Folge auf eine andere: Wählen Sie einen Teil, der innerhalb einer bleibt.</translation>
    </message>
    <message>
        <source>The attention holds numbers outside 0 … 1: no flow can be computed through it.</source>
        <translation>Die Aufmerksamkeit enthält Zahlen außerhalb von 0 … 1: Durch sie lässt sich kein Fluss berechnen.</translation>
    </message>
    <message>
        <source>There is no flow from position %1 of layer %2 to input %3: there are %4 layers of %5 positions.</source>
        <translation>Es gibt keinen Fluss von Position %1 der Schicht %2 zu Eingabe %3: Es sind %4 Schichten zu %5 Positionen.</translation>
    </message>
    <message>
        <source>The trace holds no states of positions: make it with `saccade run --capture residual --trace FILE`.</source>
        <translation>Die Aufzeichnung enthält keine Zustände von Positionen: Erzeugen Sie sie mit `saccade run --capture residual --trace FILE`.</translation>
    </message>
    <message>
        <source>The states behind layer %1 were not captured.</source>
        <translation>Die Zustände hinter Schicht %1 wurden nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>The trace holds the states of one layer alone: nothing can be said of depth.</source>
        <translation>Die Aufzeichnung enthält nur die Zustände einer Schicht: Über die Tiefe lässt sich nichts sagen.</translation>
    </message>
    <message>
        <source>The rollout of a cross-attention needs the attention over “%1” too, which the trace lacks.</source>
        <translation>Der Rollout einer Kreuzaufmerksamkeit braucht auch die Aufmerksamkeit über „%1“, die der Aufzeichnung fehlt.</translation>
    </message>
    <message>
        <source>The attention of encoder and decoder of this trace do not fit together.</source>
        <translation>Die Aufmerksamkeit von Encoder und Decoder dieser Aufzeichnung passen nicht zusammen.</translation>
    </message>
    <message>
        <source>%1 values do not fill an array of shape %2.</source>
        <translation>%1 Werte füllen kein Feld der Form %2.</translation>
    </message>
    <message>
        <source>The line “%1” has %2 values for %3 points.</source>
        <translation>Die Linie „%1“ hat %2 Werte für %3 Punkte.</translation>
    </message>
    <message>
        <source>The column “%1” has %2 cells for %3 rows.</source>
        <translation>Die Spalte „%1“ hat %2 Zellen für %3 Zeilen.</translation>
    </message>
    <message>
        <source>The folder %1 holds no model that Saccade opens: a Hugging Face folder has a config.json and model.safetensors.</source>
        <translation>Der Ordner %1 enthält kein Modell, das Saccade öffnet: Ein Hugging-Face-Ordner hat eine config.json und model.safetensors.</translation>
    </message>
    <message>
        <source>The folder %1 is no model by itself, but holds files that may be models. Choose one: %2.</source>
        <translation>Der Ordner %1 ist selbst kein Modell, enthält aber Dateien, die Modelle sein können. Wählen Sie eine: %2.</translation>
    </message>
    <message>
        <source>“%1” is a folder: choose a file in it.</source>
        <translation>„%1“ ist ein Ordner: Wählen Sie eine Datei darin.</translation>
    </message>
    <message>
        <source>%1, line %2: the line is empty.</source>
        <translation>%1, Zeile %2: Die Zeile ist leer.</translation>
    </message>
    <message>
        <source>%1, line %2: the line is longer than a table&apos;s are.</source>
        <translation>%1, Zeile %2: Die Zeile ist länger als die einer Tabelle.</translation>
    </message>
    <message>
        <source>%1, line %2: there are more than %3 columns.</source>
        <translation>%1, Zeile %2: Es sind mehr als %3 Spalten.</translation>
    </message>
    <message>
        <source>%1, line %2: a quotation mark does not end its cell.</source>
        <translation>%1, Zeile %2: Ein Anführungszeichen beendet seine Zelle nicht.</translation>
    </message>
    <message>
        <source>%1 holds no rows of numbers.</source>
        <translation>%1 enthält keine Zeilen mit Zahlen.</translation>
    </message>
    <message>
        <source>%1, line %2: there are %3 cells, but %4 in the first line.</source>
        <translation>%1, Zeile %2: Es sind %3 Zellen, in der ersten Zeile aber %4.</translation>
    </message>
    <message>
        <source>%1 has no column “%2”. Did you mean “%3”?</source>
        <translation>%1 hat keine Spalte „%2“. Meinten Sie „%3“?</translation>
    </message>
    <message>
        <source>%1, line %2: there are more than %3 rows.</source>
        <translation>%1, Zeile %2: Es sind mehr als %3 Zeilen.</translation>
    </message>
    <message>
        <source>%1, line %2: the column %3 has no value. Fill the gap, or choose other columns.</source>
        <translation>%1, Zeile %2: Die Spalte %3 hat keinen Wert. Füllen Sie die Lücke, oder wählen Sie andere Spalten.</translation>
    </message>
    <message>
        <source>%1, line %2: %3 in the column %4 is no number with a decimal point.</source>
        <translation>%1, Zeile %2: %3 in der Spalte %4 ist keine Zahl mit Dezimalpunkt.</translation>
    </message>
    <message>
        <source>The table %1 is larger than 256 MiB: cut out the rows that the model shall read.</source>
        <translation>Die Tabelle %1 ist größer als 256 MiB: Schneiden Sie die Zeilen heraus, die das Modell lesen soll.</translation>
    </message>
    <message>
        <source>“%1” has no gradient, but what was asked for lies behind it.</source>
        <translation>„%1“ hat keinen Gradienten, doch was verlangt wurde, liegt dahinter.</translation>
    </message>
    <message>
        <source>A gradient of the shape %1 does not fit a value of the shape %2.</source>
        <translation>Ein Gradient der Form %1 passt nicht zu einem Wert der Form %2.</translation>
    </message>
    <message>
        <source>A gradient needs one number to start from, not %1.</source>
        <translation>Ein Gradient braucht eine Zahl, von der er ausgeht, nicht %1.</translation>
    </message>
    <message>
        <source>“%1” is no edit: %2. Write NAME=NUMBER, NAME*=NUMBER or NAME+=NUMBER, where NAME may end in [INDEX] or [FIRST:LAST], as in %3.</source>
        <translation>„%1“ ist kein Eingriff: %2. Schreiben Sie NAME=ZAHL, NAME*=ZAHL oder NAME+=ZAHL, wobei NAME auf [INDEX] oder [ERSTER:LETZTER] enden kann, wie in %3.</translation>
    </message>
    <message>
        <source>The inputs must be F32 of one shape.</source>
        <translation>Die Eingaben müssen F32 einer Form sein.</translation>
    </message>
    <message>
        <source>The input must be F32 [heads, n, d].</source>
        <translation>Die Eingabe muss F32 [heads, n, d] sein.</translation>
    </message>
    <message>
        <source>The cap must be positive.</source>
        <translation>Die Obergrenze muss positiv sein.</translation>
    </message>
    <message>
        <source>“%1” has no gradient with respect to its %2.</source>
        <translation>„%1“ hat keinen Gradienten nach %2.</translation>
    </message>
    <message>
        <source>The input is not what a window sees.</source>
        <translation>Die Eingabe ist nicht das, was ein Fenster sieht.</translation>
    </message>
    <message>
        <source>a share of the width is expected that the heads divide.</source>
        <translation>ein Anteil der Breite wird erwartet, den die Köpfe teilen.</translation>
    </message>
    <message>
        <source>a divisor of num_heads is expected.</source>
        <translation>ein Teiler von num_heads wird erwartet.</translation>
    </message>
    <message>
        <source>Saccade reads models without it alone.</source>
        <translation>Saccade liest nur Modelle ohne sie.</translation>
    </message>
    <message>
        <source>a multiple of expand_k is expected.</source>
        <translation>ein Vielfaches von expand_k wird erwartet.</translation>
    </message>
    <message>
        <source>a number up to 0 is expected.</source>
        <translation>eine Zahl bis 0 wird erwartet.</translation>
    </message>
    <message>
        <source>with norm_feature_map, elu, relu or t2r is expected.</source>
        <translation>mit norm_feature_map wird elu, relu oder t2r erwartet.</translation>
    </message>
    <message>
        <source>elementwise_product, elu, identity, relu or t2r is expected.</source>
        <translation>elementwise_product, elu, identity, relu oder t2r wird erwartet.</translation>
    </message>
    <message>
        <source>“%1” has no gradient: it is there to be looked at, the layer does not compute with it.</source>
        <translation>„%1“ hat keinen Gradienten: Es ist zum Ansehen da, die Schicht rechnet nicht damit.</translation>
    </message>
    <message>
        <source>“%1” has the shape %2, but the direction to look in has the shape %3.</source>
        <translation>„%1“ hat die Form %2, die Richtung, in die geblickt wird, aber die Form %3.</translation>
    </message>
    <message>
        <source>Row %1 is asked for, but the output has %2.</source>
        <translation>Zeile %1 ist verlangt, doch die Ausgabe hat %2.</translation>
    </message>
    <message>
        <source>There is no token or class whose gradient could be taken.</source>
        <translation>Es gibt kein Token und keine Klasse, deren Gradient genommen werden könnte.</translation>
    </message>
    <message>
        <source>The colours in %1 have the shape %2, but the model writes %3 colours of one number or three.</source>
        <translation>Die Farben in %1 haben die Form %2, das Modell aber schreibt %3 Farben aus einer Zahl oder dreien.</translation>
    </message>
    <message>
        <source>%1 is a model of the architecture “%2”, which Saccade does not know. The nearest of the %4 that it knows are %3; `saccade info --architectures` lists all.</source>
        <translation>%1 ist ein Modell der Architektur „%2“, die Saccade nicht kennt. Die nächsten der %4, die es kennt, sind %3; `saccade info --architectures` nennt alle.</translation>
    </message>
    <message>
        <source>%1 does not read series.</source>
        <translation>%1 liest keine Zeitreihen.</translation>
    </message>
    <message>
        <source>%1 holds no tensors: it is no model.</source>
        <translation>%1 enthält keine Tensoren: Es ist kein Modell.</translation>
    </message>
    <message>
        <source>%1 does not say of which architecture its model is. Put the config.json of the model beside it, or choose a model of the %2 architectures that `saccade info --architectures` lists.</source>
        <translation>%1 sagt nicht, von welcher Architektur sein Modell ist. Legen Sie die config.json des Modells daneben, oder wählen Sie ein Modell der %2 Architekturen, die `saccade info --architectures` nennt.</translation>
    </message>
    <message>
        <source>The picture has the shape %1, but the model reads %2.</source>
        <translation>Das Bild hat die Form %1, das Modell aber liest %2.</translation>
    </message>
    <message>
        <source>Saccade knows only false.</source>
        <translation>Saccade kennt nur false.</translation>
    </message>
    <message>
        <source>Saccade knows only null.</source>
        <translation>Saccade kennt nur null.</translation>
    </message>
    <message>
        <source>“LayerNorm” is expected.</source>
        <translation>„LayerNorm“ wird erwartet.</translation>
    </message>
    <message>
        <source>“common_channel” or “mix_channel” is expected.</source>
        <translation>„common_channel“ oder „mix_channel“ wird erwartet.</translation>
    </message>
    <message>
        <source>“std” or null is expected.</source>
        <translation>„std“ oder null wird erwartet.</translation>
    </message>
    <message>
        <source>less than “context_length” is expected.</source>
        <translation>weniger als „context_length“ wird erwartet.</translation>
    </message>
    <message>
        <source>at most 1024 is expected.</source>
        <translation>höchstens 1024 wird erwartet.</translation>
    </message>
    <message>
        <source>at most 16 is expected.</source>
        <translation>höchstens 16 wird erwartet.</translation>
    </message>
    <message>
        <source>adaptive patching cuts it in halves, so its halves must be whole.</source>
        <translation>die angepasste Stückelung halbiert es, daher müssen seine Hälften ganz sein.</translation>
    </message>
    <message>
        <source>%1 reads a series: give it one.</source>
        <translation>%1 liest eine Zeitreihe: Geben Sie ihm eine.</translation>
    </message>
    <message>
        <source>%1 reads %2 values of a series, and is given %3.</source>
        <translation>%1 liest %2 Werte einer Zeitreihe und bekommt %3.</translation>
    </message>
    <message>
        <source>%1 reads %2 channels together, and is given %3.</source>
        <translation>%1 liest %2 Kanäle zusammen und bekommt %3.</translation>
    </message>
    <message>
        <source>The model has nothing of what --capture asks for. It has: %1.</source>
        <translation>Das Modell hat nichts von dem, wonach --capture fragt. Es hat: %1.</translation>
    </message>
    <message>
        <source>Capturing this run takes %2 MiB of memory for the length %1, but only %3 MiB are available: capture less, or shorten the text or the steps.</source>
        <translation>Diesen Lauf aufzuzeichnen braucht für die Länge %1 %2 MiB Speicher, doch nur %3 MiB sind verfügbar: Zeichnen Sie weniger auf, oder kürzen Sie den Text oder die Schritte.</translation>
    </message>
    <message>
        <source>%1 pixels cannot be kept of a picture that has %2.</source>
        <translation>%1 Pixel kann man von einem Bild nicht behalten, das %2 hat.</translation>
    </message>
    <message>
        <source>The prompt is too long: it has %1 of at most %2 tokens.</source>
        <translation>Die Eingabe ist zu lang: Sie hat %1 von höchstens %2 Token.</translation>
    </message>
    <message>
        <source>Too many steps: %2. The model has %3 positions, of which the prompt takes %1; the most steps possible are %4.</source>
        <translation>Zu viele Schritte: %2. Das Modell hat %3 Positionen, von denen die Eingabe %1 braucht; höchstens %4 Schritte sind möglich.</translation>
    </message>
    <message>
        <source>%1 has %2 rows of numbers, but the model reads %3.</source>
        <translation>%1 hat %2 Zeilen mit Zahlen, das Modell aber liest %3.</translation>
    </message>
    <message>
        <source>A forecast of %1 cannot begin at row %2: rows %3 to %4 are possible, since the model reads %3 before.</source>
        <translation>Eine Vorhersage von %1 kann nicht bei Zeile %2 beginnen: Möglich sind die Zeilen %3 bis %4, da das Modell %3 davor liest.</translation>
    </message>
    <message>
        <source>The array in %1 is of the shape %2, which no file can hold: its header is damaged.</source>
        <translation>Das Feld in %1 hat die Form %2, die keine Datei fassen kann: Sein Kopf ist beschädigt.</translation>
    </message>
    <message>
        <source>The array in %1, of the shape %2, takes %3 bytes, but the file has %4 behind its header: it is cut off, or damaged.</source>
        <translation>Das Feld in %1 mit der Form %2 braucht %3 Bytes, die Datei hat hinter ihrem Kopf aber %4: Sie ist abgeschnitten oder beschädigt.</translation>
    </message>
    <message>
        <source>%1 is refused: its pickle has more than %2 instructions, and tensors need some forty each. Save the model's state_dict alone, or as safetensors.</source>
        <translation>%1 wird abgelehnt: Sein Pickle hat mehr als %2 Anweisungen, Tensoren brauchen je etwa vierzig. Speichern Sie nur das state_dict des Modells, oder als safetensors.</translation>
    </message>
    <message>
        <source>%1 is refused: at byte %2 its pickle keeps a value under the number %3, but it has only %4 values.</source>
        <translation>%1 wird abgelehnt: Bei Byte %2 merkt sich sein Pickle einen Wert unter der Nummer %3, hat aber nur %4 Werte.</translation>
    </message>
    <message>
        <source>The sound %1 is cut off: of its %2 samples only %3 are there. Copy or convert it again.</source>
        <translation>Der Ton %1 ist abgeschnitten: Von seinen %2 Abtastwerten sind nur %3 da. Kopieren oder wandeln Sie ihn noch einmal.</translation>
    </message>
    <message>
        <source>The sound %1 is cut off: of the %3 bytes of its samples, from byte %2 on, only %4 are there (%5 %). Copy or convert it again.</source>
        <translation>Der Ton %1 ist abgeschnitten: Von den %3 Bytes seiner Abtastwerte ab Byte %2 sind nur %4 da (%5 %). Kopieren oder wandeln Sie ihn noch einmal.</translation>
    </message>
    <message>
        <source>The sound %1 is damaged at byte %2: samples of %3 bits are not possible.</source>
        <translation>Der Ton %1 ist bei Byte %2 beschädigt: Abtastwerte von %3 Bit sind nicht möglich.</translation>
    </message>
    <message>
        <source>The sound %1 is damaged: it ends at byte %2, before its samples. Copy or convert it again.</source>
        <translation>Der Ton %1 ist beschädigt: Er endet bei Byte %2, vor seinen Abtastwerten. Kopieren oder wandeln Sie ihn noch einmal.</translation>
    </message>
    <message>
        <source>%1: the output begins with the token %2, by “decoder_start_token_id” (or the “bos_token_id”s) of its config.json or generation_config.json, but the vocabulary ends at %3.</source>
        <translation>%1: Die Ausgabe beginnt mit dem Token %2, so „decoder_start_token_id“ (oder „bos_token_id“) in config.json oder generation_config.json, aber das Vokabular endet bei %3.</translation>
    </message>
    <message>
        <source>“%1” has changed since this recipe was written: the result would be another. Put the old file back, or run the model anew.</source>
        <translation>„%1“ hat sich geändert, seit dieses Rezept geschrieben wurde: Das Ergebnis wäre ein anderes. Legen Sie die alte Datei zurück, oder lassen Sie das Modell neu laufen.</translation>
    </message>
    <message>
        <source>“%1” cannot be read: %2</source>
        <translation>„%1“ ist nicht lesbar: %2</translation>
    </message>
    <message>
        <source>The run has no logits in which to look up a target: name one, as in --set target=7.</source>
        <translation>Der Lauf hat keine Logits, in denen ein Ziel zu finden wäre: Nennen Sie eines, wie in --set target=7.</translation>
    </message>
    <message>
        <source>The loss of the next tokens needs a model that writes, and two tokens.</source>
        <translation>Der Verlust der nächsten Token braucht ein Modell, das schreibt, und zwei Token.</translation>
    </message>
    <message>
        <source>The run has no embedding: name the value whose gradients are wanted, as in --set value=pixels.</source>
        <translation>Der Lauf hat keine Einbettung: Nennen Sie den Wert, dessen Gradienten gesucht sind, wie in --set value=pixels.</translation>
    </message>
    <message>
        <source>“%1” is computed without ever forming its matrix, which this analysis needs. Choose another analysis or part.</source>
        <translation>„%1“ wird berechnet, ohne dass je die Matrix entsteht, die diese Analyse braucht. Wählen Sie eine andere Analyse oder einen anderen Teil.</translation>
    </message>
    <message>
        <source>The run holds no forecast.</source>
        <translation>Der Lauf enthält keine Vorhersage.</translation>
    </message>
    <message>
        <source>There is no channel %1; channels are 0 to %2.</source>
        <translation>Es gibt keinen Kanal %1; die Kanäle sind 0 bis %2.</translation>
    </message>
    <message>
        <source>The heads of “%1” do not pass one matrix of weights: choose value-weighted:value-norm.</source>
        <translation>Die Köpfe von „%1“ gehen nicht durch eine Gewichtsmatrix: Wählen Sie value-weighted:value-norm.</translation>
    </message>
    <message>
        <source>The trace holds no values of layer %1: make it with `saccade run --capture pattern,values --trace FILE`.</source>
        <translation>Die Aufzeichnung enthält keine Values der Schicht %1: Erzeugen Sie sie mit `saccade run --capture pattern,values --trace FILE`.</translation>
    </message>
    <message>
        <source>The output weights take %1 numbers where %2 heads give %3 each.</source>
        <translation>Die Ausgabegewichte nehmen %1 Zahlen, doch %2 Köpfe geben je %3.</translation>
    </message>
    <message>
        <source>The output weights are not in a trace: give --model and its input, or choose value-weighted:value-norm.</source>
        <translation>Die Ausgabegewichte stehen nicht in einer Aufzeichnung: Geben Sie --model und seine Eingabe an, oder wählen Sie value-weighted:value-norm.</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>Attention map</source>
        <translation>Attention-Karte</translation>
    </message>
    <message>
        <source>not enough memory for %1 × %2 pixels</source>
        <translation>nicht genug Speicher für %1 × %2 Bildpunkte</translation>
    </message>
    <message>
        <source>the SVG writer did not start</source>
        <translation>das Schreiben von SVG begann nicht</translation>
    </message>
    <message>
        <source>the SVG writer did not finish</source>
        <translation>das Schreiben von SVG endete nicht</translation>
    </message>
    <message>
        <source>the PDF writer did not start</source>
        <translation>das Schreiben von PDF begann nicht</translation>
    </message>
    <message>
        <source>the PDF writer did not finish</source>
        <translation>das Schreiben von PDF endete nicht</translation>
    </message>
    <message>
        <source>All layers and heads</source>
        <translation>Alle Schichten und Köpfe</translation>
    </message>
    <message>
        <source>Attention lines</source>
        <translation>Attention-Linien</translation>
    </message>
    <message>
        <source>Attention on the picture</source>
        <translation>Attention auf dem Bild</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>All heads of all layers (%1)</source>
        <translation>Alle Köpfe aller Schichten (%1)</translation>
    </message>
    <message>
        <source>All channels of all layers (%1)</source>
        <translation>Alle Kanäle aller Schichten (%1)</translation>
    </message>
    <message>
        <source>Head %1 over all layers (%2)</source>
        <translation>Kopf %1 über alle Schichten (%2)</translation>
    </message>
    <message>
        <source>Channel %1 over all layers (%2)</source>
        <translation>Kanal %1 über alle Schichten (%2)</translation>
    </message>
    <message>
        <source>All heads of layer %1 (%2)</source>
        <translation>Alle Köpfe der Schicht %1 (%2)</translation>
    </message>
    <message>
        <source>All channels of layer %1 (%2)</source>
        <translation>Alle Kanäle der Schicht %1 (%2)</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>Schicht %1, Kopf %2</translation>
    </message>
    <message>
        <source>Layer %1, channel %2</source>
        <translation>Schicht %1, Kanal %2</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>Vorhersage</translation>
    </message>
</context>
<context>
    <name>HeadWords</name>
    <message>
        <source>Layer %1 · Head %2</source>
        <translation>Schicht %1 · Kopf %2</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>Layer %1 · all heads (%2)</source>
        <translation>Schicht %1 · alle Köpfe (%2)</translation>
    </message>
    <message>
        <source>All layers · Head %1 (%2)</source>
        <translation>Alle Schichten · Kopf %1 (%2)</translation>
    </message>
    <message>
        <source>All layers · all heads (%1)</source>
        <translation>Alle Schichten · alle Köpfe (%1)</translation>
    </message>
    <message>
        <source>Implicit</source>
        <translation>Implizit</translation>
    </message>
    <message>
        <source>Cross-attention</source>
        <translation>Cross-Attention</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>Decoder</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Layer %1 · Channel %2</source>
        <translation>Schicht %1 · Kanal %2</translation>
    </message>
    <message>
        <source>Layer %1 · all channels (%2)</source>
        <translation>Schicht %1 · alle Kanäle (%2)</translation>
    </message>
    <message>
        <source>All layers · Channel %1 (%2)</source>
        <translation>Alle Schichten · Kanal %1 (%2)</translation>
    </message>
    <message>
        <source>All layers · all channels (%1)</source>
        <translation>Alle Schichten · alle Kanäle (%1)</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>There is not enough memory for this. Close other programs, or use a smaller model or a shorter text.</source>
        <translation>Dafür reicht der Speicher nicht. Schließen Sie andere Programme, oder nehmen Sie ein kleineres Modell oder einen kürzeren Text.</translation>
    </message>
    <message>
        <source>Something went wrong inside Saccade: %1</source>
        <translation>In Saccade ist etwas schiefgegangen: %1</translation>
    </message>
</context>
<context>
    <name>Parameter</name>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Divides the logits before a token is drawn; 0 takes the most probable.</source>
        <translation>Teilt die Logits, bevor ein Token gezogen wird; 0 nimmt das wahrscheinlichste.</translation>
    </message>
    <message>
        <source>Top k</source>
        <translation>Top k</translation>
    </message>
    <message>
        <source>Draws only from this many most probable tokens; 0: from all.</source>
        <translation>Zieht nur aus so vielen wahrscheinlichsten Tokens; 0: aus allen.</translation>
    </message>
    <message>
        <source>Top p</source>
        <translation>Top p</translation>
    </message>
    <message>
        <source>Draws only from the most probable tokens that together have this probability; 1: from all.</source>
        <translation>Zieht nur aus den wahrscheinlichsten Tokens, die zusammen diese Wahrscheinlichkeit haben; 1: aus allen.</translation>
    </message>
    <message>
        <source>Min p</source>
        <translation>Min p</translation>
    </message>
    <message>
        <source>Draws only from tokens of at least this share of the highest probability; 0: from all.</source>
        <translation>Zieht nur aus Tokens mit mindestens diesem Anteil der höchsten Wahrscheinlichkeit; 0: aus allen.</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>Wiederholungsstrafe</translation>
    </message>
    <message>
        <source>Makes tokens that stand in the text already less likely; 1: not at all.</source>
        <translation>Macht Tokens, die schon im Text stehen, unwahrscheinlicher; 1: gar nicht.</translation>
    </message>
    <message>
        <source>Stop tokens</source>
        <translation>Stopp-Tokens</translation>
    </message>
    <message>
        <source>Token ids that end the text, with commas between; “model” for the model&apos;s own, “none” for none.</source>
        <translation>Nummern der Tokens, die den Text beenden, durch Kommas getrennt; „model“ für die des Modells, „none“ für keine.</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>The paper&apos;s formula, or that of a well-known program.</source>
        <translation>Die Formel der Veröffentlichung oder die eines bekannten Programms.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>The mean distance of each head, or the attention at each distance for the heads of one layer.</source>
        <translation>Der mittlere Abstand jedes Kopfes oder die Aufmerksamkeit bei jedem Abstand für die Köpfe einer Schicht.</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erste</translation>
    </message>
    <message>
        <source>An analysis with its variant.</source>
        <translation>Eine Analyse mit ihrer Variante.</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>Zweite</translation>
    </message>
    <message>
        <source>What is taken from it.</source>
        <translation>Was davon abgezogen wird.</translation>
    </message>
    <message>
        <source>All inputs of one query, the flows of all queries, or the ways of one flow.</source>
        <translation>Alle Eingaben einer Query, die Flüsse aller Queries oder die Wege eines Flusses.</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>The input whose ways are wanted; −1: the last one.</source>
        <translation>Die Eingabe, deren Wege gesucht sind; −1: die letzte.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Which attention, as in encoder.attention or cross_attention; empty: the first there is.</source>
        <translation>Welche Aufmerksamkeit, wie in encoder.attention oder cross_attention; leer: die erste.</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Query</translation>
    </message>
    <message>
        <source>The position that looks; −1: the last one.</source>
        <translation>Die Position, die blickt; −1: die letzte.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Counted from 0; −1: the last one.</source>
        <translation>Von 0 an gezählt; −1: die letzte.</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>How the heads of a layer are taken together.</source>
        <translation>Wie die Köpfe einer Schicht zusammengenommen werden.</translation>
    </message>
    <message>
        <source>Residual share</source>
        <translation>Residualanteil</translation>
    </message>
    <message>
        <source>What part of a position passes a layer unmixed.</source>
        <translation>Welcher Teil einer Position eine Schicht ungemischt durchläuft.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>The share of each layer&apos;s smallest attention that counts as none.</source>
        <translation>Der Anteil der kleinsten Aufmerksamkeit jeder Schicht, der als keine zählt.</translation>
    </message>
    <message>
        <source>The whole matrix, or the row of one query.</source>
        <translation>Die ganze Matrix oder die Zeile einer Query.</translation>
    </message>
    <message>
        <source>Start layer</source>
        <translation>Anfangsschicht</translation>
    </message>
    <message>
        <source>The layer whose input counts as the input.</source>
        <translation>Die Schicht, deren Eingabe als Eingabe gilt.</translation>
    </message>
    <message>
        <source>A row for each position, or what each head gives to the strongest sink (dormant heads: most).</source>
        <translation>Eine Zeile je Position, oder was jeder Kopf der stärksten Senke gibt (ruhende Köpfe: das meiste).</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>The mean attention from which a head has a sink.</source>
        <translation>Die mittlere Aufmerksamkeit, ab der ein Kopf eine Senke hat.</translation>
    </message>
    <message>
        <source>The mean over positions by layer, or all of them.</source>
        <translation>Das Mittel über die Positionen je Schicht oder alle.</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Whose gradients: the loss of the next tokens, or the logit, log-probability or cross-entropy of the target.</source>
        <translation>Wessen Gradienten: der Verlust der nächsten Token oder Logit, Log-Wahrscheinlichkeit oder Kreuzentropie des Zieltokens.</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Token or class; −1: the most probable.</source>
        <translation>Token oder Klasse; −1: das Wahrscheinlichste.</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Whose prediction the target is; −1: the last one.</source>
        <translation>Wessen Vorhersage das Ziel ist; −1: die letzte.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Gradients taken along the way.</source>
        <translation>Gradienten, die unterwegs genommen werden.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Counted from 0; −1: all of the layer.</source>
        <translation>Von 0 an gezählt; −1: alle der Schicht.</translation>
    </message>
    <message>
        <source>Whose way is gone, as in encoder.embedding; empty: the first embedding.</source>
        <translation>Dessen Weg gegangen wird, etwa encoder.embedding; leer: die erste Einbettung.</translation>
    </message>
</context>
<context>
    <name>RunTask</name>
    <message>
        <source>Running on the GPU</source>
        <translation>Lauf auf der GPU</translation>
    </message>
    <message>
        <source>The GPU failed, so the CPU did this run and does the next ones. %1</source>
        <translation>Die GPU ist ausgefallen; dieser Lauf und die nächsten laufen auf der CPU. %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n edit(s)</source>
        <translation>
            <numerusform>%1 · %n Eingriff</numerusform>
            <numerusform>%1 · %n Eingriffe</numerusform>
        </translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer knows nothing of this text: every token is its sign for the unknown. Write in the language or the signs that the model was trained on.</source>
        <translation>Der Tokenizer des Modells kennt nichts von diesem Text: Jedes Token ist sein Zeichen für Unbekanntes. Schreiben Sie in der Sprache oder den Zeichen, mit denen das Modell trainiert wurde.</translation>
    </message>
</context>
<context>
    <name>SaveTrace</name>
    <message>
        <source>Save the trace</source>
        <translation>Aufzeichnung speichern</translation>
    </message>
    <message>
        <source>Traces (*.safetensors)</source>
        <translation>Aufzeichnungen (*.safetensors)</translation>
    </message>
</context>
<context>
    <name>saccade::AttentionPanel</name>
    <message>
        <source>Value under the cursor</source>
        <translation>Wert unter dem Mauszeiger</translation>
    </message>
    <message>
        <source>This run holds no attention patterns.
Run the model here, or capture “pattern” when you make the trace.</source>
        <translation>Dieser Lauf enthält keine Attention-Muster.
Führen Sie das Modell hier aus, oder zeichnen Sie beim Erstellen der Aufzeichnung „pattern“ mit auf.</translation>
    </message>
    <message>
        <source>%1 · point at a cell to read its value</source>
        <translation>%1 · auf eine Zelle zeigen, um ihren Wert zu lesen</translation>
    </message>
    <message>
        <source>query %1  →  key %2</source>
        <translation>Query %1  →  Key %2</translation>
    </message>
    <message>
        <source>rank %1 of %2</source>
        <translation>Rang %1 von %2</translation>
    </message>
    <message>
        <source>not visible to this query</source>
        <translation>für diese Query nicht sichtbar</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Attention&lt;/h3&gt;&lt;p&gt;For every token (a &lt;b&gt;query&lt;/b&gt;, one row) the map shows how strongly it reads from each token (a &lt;b&gt;key&lt;/b&gt;, one column). In a model that writes from left to right no query sees later keys, so the upper right stays empty. Every row adds up to 1.&lt;/p&gt;&lt;p style=&apos;font-size:large&apos;&gt;&lt;i&gt;A&lt;/i&gt; = softmax( &lt;i&gt;Q K&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt; / √&lt;i&gt;d&lt;/i&gt; + mask )&lt;/p&gt;&lt;p&gt;&lt;i&gt;Q&lt;/i&gt; and &lt;i&gt;K&lt;/i&gt; are the queries and keys of one head, &lt;i&gt;d&lt;/i&gt; is the width of the head. The head then adds &lt;i&gt;A V W&lt;/i&gt;&lt;sub&gt;O&lt;/sub&gt; to the residual stream.&lt;/p&gt;&lt;p&gt;Look for: a bright first column (the head rests), the diagonal (it looks at itself), a line just below it (at the token before), stripes parallel to it (an induction head: it finds the earlier occurrence of the token and reads what came after).&lt;/p&gt;&lt;p&gt;A large weight shows where a head reads, not by itself what the output owes to it: ablate the head in the Inspector to see.&lt;/p&gt;&lt;p&gt;&lt;small&gt;A. Vaswani et al., &lt;i&gt;Attention Is All You Need&lt;/i&gt;, 2017, arXiv:1706.03762. Lines: J. Vig, &lt;i&gt;A Multiscale Visualization of Attention in the Transformer Model&lt;/i&gt;, 2019, arXiv:1906.05714. Induction heads: C. Olsson et al., &lt;i&gt;In-context Learning and Induction Heads&lt;/i&gt;, 2022, arXiv:2209.11895.&lt;/small&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Attention&lt;/h3&gt;&lt;p&gt;Für jedes Token (eine &lt;b&gt;Query&lt;/b&gt;, eine Zeile) zeigt die Karte, wie stark es aus jedem Token (einem &lt;b&gt;Key&lt;/b&gt;, einer Spalte) liest. In einem Modell, das von links nach rechts schreibt, sieht keine Query spätere Keys; darum bleibt die obere rechte Hälfte leer. Jede Zeile ergibt in der Summe 1.&lt;/p&gt;&lt;p style=&apos;font-size:large&apos;&gt;&lt;i&gt;A&lt;/i&gt; = softmax( &lt;i&gt;Q K&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt; / √&lt;i&gt;d&lt;/i&gt; + Maske )&lt;/p&gt;&lt;p&gt;&lt;i&gt;Q&lt;/i&gt; und &lt;i&gt;K&lt;/i&gt; sind die Queries und Keys eines Kopfes, &lt;i&gt;d&lt;/i&gt; ist seine Breite. Der Kopf addiert dann &lt;i&gt;A V W&lt;/i&gt;&lt;sub&gt;O&lt;/sub&gt; zum Residualstrom.&lt;/p&gt;&lt;p&gt;Worauf man achten kann: eine helle erste Spalte (der Kopf ruht), die Diagonale (er sieht auf sich selbst), eine Linie gleich darunter (auf das Token davor), Streifen parallel dazu (ein Induktionskopf: er findet das frühere Vorkommen des Tokens und liest, was danach kam).&lt;/p&gt;&lt;p&gt;Ein großes Gewicht zeigt, wo ein Kopf liest, aber noch nicht, was die Ausgabe ihm verdankt: Schalten Sie den Kopf im Inspektor ab, um das zu sehen.&lt;/p&gt;&lt;p&gt;&lt;small&gt;A. Vaswani et al., &lt;i&gt;Attention Is All You Need&lt;/i&gt;, 2017, arXiv:1706.03762. Linien: J. Vig, &lt;i&gt;A Multiscale Visualization of Attention in the Transformer Model&lt;/i&gt;, 2019, arXiv:1906.05714. Induktionsköpfe: C. Olsson et al., &lt;i&gt;In-context Learning and Induction Heads&lt;/i&gt;, 2022, arXiv:2209.11895.&lt;/small&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Attention on a picture&lt;/h3&gt;&lt;p&gt;A vision transformer cuts the picture into patches, row by row. The colours show how strongly the selected query reads from each patch. The query is at first the &lt;b&gt;class token&lt;/b&gt;, whose output becomes the prediction; click a patch to make it the query. Class token and registers (tokens without a place in the picture) are the cells beside it. The scale ends at the strongest patch of the row.&lt;/p&gt;&lt;p&gt;&lt;small&gt;A. Dosovitskiy et al., &lt;i&gt;An Image is Worth 16x16 Words&lt;/i&gt;, 2020, arXiv:2010.11929. Heads that find objects: M. Caron et al., &lt;i&gt;Emerging Properties in Self-Supervised Vision Transformers&lt;/i&gt;, 2021, arXiv:2104.14294. Registers: T. Darcet et al., &lt;i&gt;Vision Transformers Need Registers&lt;/i&gt;, 2023, arXiv:2309.16588.&lt;/small&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Attention auf einem Bild&lt;/h3&gt;&lt;p&gt;Ein Vision-Transformer zerschneidet das Bild Zeile für Zeile in Bildfelder. Die Farben zeigen, wie stark die gewählte Query aus jedem Feld liest. Die Query ist zunächst das &lt;b&gt;Klassen-Token&lt;/b&gt;, dessen Ausgabe zur Vorhersage wird; klicken Sie ein Feld an, um es zur Query zu machen. Klassen-Token und Register (Token ohne Ort im Bild) sind die Zellen daneben. Die Skala endet beim stärksten Feld der Zeile.&lt;/p&gt;&lt;p&gt;&lt;small&gt;A. Dosovitskiy et al., &lt;i&gt;An Image is Worth 16x16 Words&lt;/i&gt;, 2020, arXiv:2010.11929. Köpfe, die Gegenstände finden: M. Caron et al., &lt;i&gt;Emerging Properties in Self-Supervised Vision Transformers&lt;/i&gt;, 2021, arXiv:2104.14294. Register: T. Darcet et al., &lt;i&gt;Vision Transformers Need Registers&lt;/i&gt;, 2023, arXiv:2309.16588.&lt;/small&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Implicit attention&lt;/h3&gt;&lt;p&gt;State-space and linear-recurrent layers never form an attention matrix. But what such a layer computes is a product of its input with a lower triangular matrix, which is shown here as if it were one:&lt;/p&gt;&lt;p style=&apos;font-size:large&apos;&gt;&lt;i&gt;y&lt;/i&gt;&lt;sub&gt;i&lt;/sub&gt; = Σ&lt;sub&gt;j ≤ i&lt;/sub&gt; &lt;i&gt;A&lt;/i&gt;&lt;sub&gt;ij&lt;/sub&gt; &lt;i&gt;x&lt;/i&gt;&lt;sub&gt;j&lt;/sub&gt;&lt;/p&gt;&lt;p&gt;Entries may be negative, and rows need not add up to 1.&lt;/p&gt;&lt;p&gt;&lt;small&gt;A. Ali, I. Zimerman, L. Wolf, &lt;i&gt;The Hidden Attention of Mamba Models&lt;/i&gt;, 2024, arXiv:2403.01590. I. Zimerman, A. Ali, L. Wolf, &lt;i&gt;A Unified Implicit Attention Formulation for Gated-Linear Recurrent Sequence Models&lt;/i&gt;, 2024, arXiv:2405.16504.&lt;/small&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Implizite Attention&lt;/h3&gt;&lt;p&gt;Zustandsraum- und linear rekurrente Schichten bilden nie eine Attention-Matrix. Was eine solche Schicht berechnet, ist aber ein Produkt ihrer Eingabe mit einer unteren Dreiecksmatrix, die hier gezeigt wird, als wäre sie eine:&lt;/p&gt;&lt;p style=&apos;font-size:large&apos;&gt;&lt;i&gt;y&lt;/i&gt;&lt;sub&gt;i&lt;/sub&gt; = Σ&lt;sub&gt;j ≤ i&lt;/sub&gt; &lt;i&gt;A&lt;/i&gt;&lt;sub&gt;ij&lt;/sub&gt; &lt;i&gt;x&lt;/i&gt;&lt;sub&gt;j&lt;/sub&gt;&lt;/p&gt;&lt;p&gt;Einträge können negativ sein, und Zeilen müssen sich nicht zu 1 summieren.&lt;/p&gt;&lt;p&gt;&lt;small&gt;A. Ali, I. Zimerman, L. Wolf, &lt;i&gt;The Hidden Attention of Mamba Models&lt;/i&gt;, 2024, arXiv:2403.01590. I. Zimerman, A. Ali, L. Wolf, &lt;i&gt;A Unified Implicit Attention Formulation for Gated-Linear Recurrent Sequence Models&lt;/i&gt;, 2024, arXiv:2405.16504.&lt;/small&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Cross-attention&lt;/h3&gt;&lt;p&gt;Each token that the decoder writes (a row) reads from what the encoder has read (the columns): words of the source text, or moments of a sound. Point at a token in the strip below to light what it reads from.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Cross-Attention&lt;/h3&gt;&lt;p&gt;Jedes Token, das der Decoder schreibt (eine Zeile), liest aus dem, was der Encoder gelesen hat (den Spalten): Wörter des Quelltextes oder Augenblicke eines Klangs. Zeigen Sie unten im Streifen auf ein Token, um zu beleuchten, woraus es liest.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Open a model …</source>
        <translation>Modell öffnen …</translation>
    </message>
    <message>
        <source>%1 · point at a patch to read its value</source>
        <translation>%1 · auf ein Bildfeld zeigen, um seinen Wert zu lesen</translation>
    </message>
    <message>
        <source>%1 · point at a token to read its lines</source>
        <translation>%1 · auf ein Token zeigen, um seine Linien zu lesen</translation>
    </message>
</context>
<context>
    <name>saccade::AttentionToolbar</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <source>Layer, counted from 0; All takes every layer together</source>
        <translation>Schicht, gezählt ab 0; „Alle“ nimmt alle Schichten zusammen</translation>
    </message>
    <message>
        <source>Head, counted from 0; All takes every head together</source>
        <translation>Kopf, gezählt ab 0; „Alle“ nimmt alle Köpfe zusammen</translation>
    </message>
    <message>
        <source>La&amp;yer</source>
        <translation>S&amp;chicht</translation>
    </message>
    <message>
        <source>&amp;Head</source>
        <translation>&amp;Kopf</translation>
    </message>
    <message>
        <source>&amp;Combine</source>
        <translation>Zusa&amp;mmenfassen</translation>
    </message>
    <message>
        <source>How several heads become one map</source>
        <translation>Wie aus mehreren Köpfen eine Karte wird</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>&amp;Scale</source>
        <translation>&amp;Skala</translation>
    </message>
    <message>
        <source>How values become colours: linear, logarithmic over four decades, or each row divided by its own maximum</source>
        <translation>Wie Werte zu Farben werden: linear, logarithmisch über vier Zehnerpotenzen, oder jede Zeile geteilt durch ihr eigenes Maximum</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Per row</source>
        <translation>Je Zeile</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>F&amp;arben</translation>
    </message>
    <message>
        <source>Colour map; all are safe for colour-blind eyes</source>
        <translation>Farbskala; alle sind auch bei Farbenfehlsichtigkeit lesbar</translation>
    </message>
    <message>
        <source>&amp;Pooling</source>
        <translation>&amp;Verdichten</translation>
    </message>
    <message>
        <source>What one pixel shows where it covers several cells</source>
        <translation>Was ein Bildpunkt zeigt, der mehrere Zellen bedeckt</translation>
    </message>
    <message>
        <source>Fit the whole map (0)</source>
        <translation>Ganze Karte einpassen (0)</translation>
    </message>
    <message>
        <source>Fit the whole map</source>
        <translation>Ganze Karte einpassen</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>P&amp;art</source>
        <translation>Te&amp;il</translation>
    </message>
    <message>
        <source>Where in the model: encoder, decoder, between them …</source>
        <translation>Wo im Modell: Encoder, Decoder, dazwischen …</translation>
    </message>
    <message>
        <source>implicit</source>
        <translation>implizit</translation>
    </message>
    <message>
        <source>This layer never forms the matrix: it is the one that its recurrence amounts to. What position i gets from position j is the entry in row i, column j. Entries may be negative, and rows need not add up to 1.</source>
        <translation>Diese Schicht bildet die Matrix nie: Es ist die, auf die ihre Rekurrenz hinausläuft. Was Position i von Position j bekommt, steht in Zeile i, Spalte j. Einträge können negativ sein, und Zeilen müssen sich nicht zu 1 summieren.</translation>
    </message>
    <message>
        <source>How much of the picture the attention covers</source>
        <translation>Wie stark die Attention das Bild überdeckt</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Gitter</translation>
    </message>
    <message>
        <source>Lines between the patches</source>
        <translation>Linien zwischen den Bildfeldern</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Weich</translation>
    </message>
    <message>
        <source>Blends from patch to patch (bilinear); else each patch has one colour</source>
        <translation>Verläuft von Bildfeld zu Bildfeld (bilinear); sonst hat jedes eine Farbe</translation>
    </message>
    <message>
        <source>C&amp;hannel</source>
        <translation>&amp;Kanal</translation>
    </message>
    <message>
        <source>Channel, counted from 0; All takes every channel together</source>
        <translation>Kanal, von 0 an gezählt; „Alle“ nimmt alle Kanäle zusammen</translation>
    </message>
</context>
<context>
    <name>saccade::ColourBar</name>
    <message>
        <source>Colour scale</source>
        <translation>Farbskala</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>Von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>saccade::CommandPalette</name>
    <message>
        <source>Type a command</source>
        <translation>Befehl eingeben</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
</context>
<context>
    <name>saccade::EditList</name>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Remove all edits</source>
        <translation>Alle Eingriffe entfernen</translation>
    </message>
</context>
<context>
    <name>saccade::EditsBox</name>
    <message>
        <source>No edits: the model runs as it was trained.</source>
        <translation>Keine Eingriffe: Das Modell läuft so, wie es trainiert wurde.</translation>
    </message>
    <message>
        <source>&amp;Restore this head</source>
        <translation>Kopf &amp;wieder einschalten</translation>
    </message>
    <message>
        <source>&amp;Restore these heads</source>
        <translation>Köpfe &amp;wieder einschalten</translation>
    </message>
    <message>
        <source>&amp;Ablate this head</source>
        <translation>Kopf &amp;abschalten</translation>
    </message>
    <message>
        <source>&amp;Ablate these heads</source>
        <translation>Köpfe &amp;abschalten</translation>
    </message>
    <message>
        <source>Sets what the head adds to the residual stream to zero and runs again</source>
        <translation>Setzt auf null, was der Kopf zum Residualstrom beiträgt, und führt den Lauf noch einmal aus</translation>
    </message>
    <message>
        <source>Open the model of this run to edit it</source>
        <translation>Öffnen Sie das Modell dieses Laufs, um einzugreifen</translation>
    </message>
    <message>
        <source>Remove this edit</source>
        <translation>Diesen Eingriff entfernen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>This layer has no attention heads that could be taken out</source>
        <translation>Diese Schicht hat keine Attention-Köpfe, die man herausnehmen könnte</translation>
    </message>
</context>
<context>
    <name>saccade::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>PDF: vector, for papers</source>
        <translation>PDF: Vektorgrafik, für Veröffentlichungen</translation>
    </message>
    <message>
        <source>SVG: vector, for the web</source>
        <translation>SVG: Vektorgrafik, fürs Web</translation>
    </message>
    <message>
        <source>PNG: pixels</source>
        <translation>PNG: Bildpunkte</translation>
    </message>
    <message>
        <source>NPY: numbers, for NumPy</source>
        <translation>NPY: Zahlen, für NumPy</translation>
    </message>
    <message>
        <source>CSV: numbers with labels</source>
        <translation>CSV: Zahlen mit Beschriftung</translation>
    </message>
    <message>
        <source>&amp;Figure</source>
        <translation>A&amp;bbildung</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>F&amp;ormat</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>Width of the figure on paper: 85 mm is one column of most journals, 180 mm two</source>
        <translation>Breite der Abbildung auf Papier: 85 mm sind in den meisten Zeitschriften eine Spalte, 180 mm zwei</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Write the name of the head above</source>
        <translation>Den Namen des Kopfes darüberschreiben</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation>&amp;Breite</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>&amp;Auflösung</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>To&amp;kens</source>
        <translation>To&amp;kens</translation>
    </message>
    <message>
        <source>Choose another place</source>
        <translation>Einen anderen Ort wählen</translation>
    </message>
    <message>
        <source>&amp;Save as</source>
        <translation>&amp;Speichern als</translation>
    </message>
    <message>
        <source>%1 mm × %2 mm</source>
        <translation>%1 mm × %2 mm</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>%1 wird exportiert</translation>
    </message>
    <message>
        <source>%1 × %2 numbers: a row a query, a column a key</source>
        <translation>%1 × %2 Zahlen: eine Zeile je Query, eine Spalte je Key</translation>
    </message>
    <message>
        <source>%1 × %2 numbers: a row a moment, a column a channel</source>
        <translation>%1 × %2 Zahlen: eine Zeile je Zeitpunkt, eine Spalte je Kanal</translation>
    </message>
</context>
<context>
    <name>saccade::FoundModelsTable</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Opens</source>
        <translation>Lässt sich öffnen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>What Saccade can do with it</source>
        <translation>Was Saccade damit kann</translation>
    </message>
</context>
<context>
    <name>saccade::HeadsView</name>
    <message>
        <source>Layers and heads</source>
        <translation>Schichten und Köpfe</translation>
    </message>
    <message>
        <source>Layers down, heads across. Arrow keys choose; beyond the first head or layer is the average of all.</source>
        <translation>Schichten abwärts, Köpfe nach rechts. Die Pfeiltasten wählen; vor dem ersten Kopf und der ersten Schicht liegt das Mittel aller.</translation>
    </message>
    <message>
        <source>No heads yet.</source>
        <translation>Noch keine Köpfe.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>All heads of all layers</source>
        <translation>Alle Köpfe aller Schichten</translation>
    </message>
    <message>
        <source>Head %1 over all layers</source>
        <translation>Kopf %1 über alle Schichten</translation>
    </message>
    <message>
        <source>All heads of layer %1</source>
        <translation>Alle Köpfe von Schicht %1</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>Schicht %1, Kopf %2</translation>
    </message>
    <message>
        <source>All channels of all layers</source>
        <translation>Alle Kanäle aller Schichten</translation>
    </message>
    <message>
        <source>Channel %1 over all layers</source>
        <translation>Kanal %1 über alle Schichten</translation>
    </message>
    <message>
        <source>All channels of layer %1</source>
        <translation>Alle Kanäle der Schicht %1</translation>
    </message>
    <message>
        <source>Layer %1, channel %2</source>
        <translation>Schicht %1, Kanal %2</translation>
    </message>
</context>
<context>
    <name>saccade::InspectorPanel</name>
    <message>
        <source>Edits</source>
        <translation>Eingriffe</translation>
    </message>
    <message>
        <source>Name of this tensor in the trace file</source>
        <translation>Name dieses Tensors in der Aufzeichnung</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>Tabelle kopieren</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>−Σ p ln p of the row in nats, and e to that power: over how many keys it spreads</source>
        <translation>−Σ p ln p der Zeile in nat, und e hoch diese Zahl: auf wie viele Keys sie sich verteilt</translation>
    </message>
    <message>
        <source>Strongest key</source>
        <translation>Stärkster Key</translation>
    </message>
    <message>
        <source>The key with the largest value</source>
        <translation>Der Key mit dem größten Wert</translation>
    </message>
    <message>
        <source>On the first token</source>
        <translation>Auf das erste Token</translation>
    </message>
    <message>
        <source>Attention to position 0</source>
        <translation>Attention auf Position 0</translation>
    </message>
    <message>
        <source>On the one before</source>
        <translation>Auf das davor</translation>
    </message>
    <message>
        <source>Attention to the token before</source>
        <translation>Attention auf das vorige Token</translation>
    </message>
    <message>
        <source>On itself</source>
        <translation>Auf sich selbst</translation>
    </message>
    <message>
        <source>Attention to the query&apos;s own position</source>
        <translation>Attention auf die eigene Position der Query</translation>
    </message>
    <message>
        <source>Copy the recipe (JSON)</source>
        <translation>Rezept kopieren (JSON)</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>–</translation>
    </message>
    <message>
        <source>Query %1</source>
        <translation>Query %1</translation>
    </message>
    <message>
        <source>%1 nats (%2 keys)</source>
        <translation>%1 nat (%2 Keys)</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Inspector&lt;/h3&gt;&lt;p&gt;Exact numbers of the head and of the row (query) that is selected in any panel. &lt;b&gt;Entropy&lt;/b&gt; says how widely the row spreads:&lt;/p&gt;&lt;p style=&apos;font-size:large&apos;&gt;&lt;i&gt;H&lt;/i&gt; = −Σ&lt;sub&gt;j&lt;/sub&gt; &lt;i&gt;p&lt;/i&gt;&lt;sub&gt;j&lt;/sub&gt; ln &lt;i&gt;p&lt;/i&gt;&lt;sub&gt;j&lt;/sub&gt;&lt;/p&gt;&lt;p&gt;0 means that all attention rests on one key, ln &lt;i&gt;n&lt;/i&gt; that &lt;i&gt;n&lt;/i&gt; keys share it evenly; e&lt;sup&gt;&lt;i&gt;H&lt;/i&gt;&lt;/sup&gt; is the number of keys that it amounts to.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Ablating&lt;/b&gt; a head sets what it adds to the residual stream to zero and runs the model again: what changes downstream depended on it.&lt;/p&gt;&lt;p&gt;&lt;small&gt;P. Michel, O. Levy, G. Neubig, &lt;i&gt;Are Sixteen Heads Really Better than One?&lt;/i&gt;, 2019, arXiv:1905.10650.&lt;/small&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Inspektor&lt;/h3&gt;&lt;p&gt;Genaue Zahlen zum Kopf und zur Zeile (Query), die in irgendeinem Bereich ausgewählt ist. Die &lt;b&gt;Entropie&lt;/b&gt; sagt, wie breit sich die Zeile verteilt:&lt;/p&gt;&lt;p style=&apos;font-size:large&apos;&gt;&lt;i&gt;H&lt;/i&gt; = −Σ&lt;sub&gt;j&lt;/sub&gt; &lt;i&gt;p&lt;/i&gt;&lt;sub&gt;j&lt;/sub&gt; ln &lt;i&gt;p&lt;/i&gt;&lt;sub&gt;j&lt;/sub&gt;&lt;/p&gt;&lt;p&gt;0 heißt, dass die ganze Attention auf einem Key liegt, ln &lt;i&gt;n&lt;/i&gt;, dass &lt;i&gt;n&lt;/i&gt; Keys sie gleichmäßig teilen; e&lt;sup&gt;&lt;i&gt;H&lt;/i&gt;&lt;/sup&gt; ist die Zahl der Keys, der sie entspricht.&lt;/p&gt;&lt;p&gt;Einen Kopf &lt;b&gt;abzuschalten&lt;/b&gt; setzt auf null, was er zum Residualstrom beiträgt, und führt das Modell noch einmal aus: Was sich danach ändert, hing von ihm ab.&lt;/p&gt;&lt;p&gt;&lt;small&gt;P. Michel, O. Levy, G. Neubig, &lt;i&gt;Are Sixteen Heads Really Better than One?&lt;/i&gt;, 2019, arXiv:1905.10650.&lt;/small&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
</context>
<context>
    <name>saccade::JobBar</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>saccade::KeyTable</name>
    <message>
        <source>Strongest keys</source>
        <translation>Stärkste Keys</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
</context>
<context>
    <name>saccade::LinesView</name>
    <message>
        <source>Attention lines</source>
        <translation>Attention-Linien</translation>
    </message>
    <message>
        <source>Queries left, keys right. Up and down move the selected query, with Shift the selected key.</source>
        <translation>Queries links, Keys rechts. Auf und ab bewegen die gewählte Query, mit Umschalt den gewählten Key.</translation>
    </message>
    <message>
        <source>%1 at position %2</source>
        <translation>%1 an Position %2</translation>
    </message>
    <message>
        <source>No attention to show yet.</source>
        <translation>Noch keine Attention zu zeigen.</translation>
    </message>
    <message>
        <source>query</source>
        <translation>Query</translation>
    </message>
    <message>
        <source>key</source>
        <translation>Key</translation>
    </message>
</context>
<context>
    <name>saccade::MainWindow</name>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Where the model runs; choose another device</source>
        <translation>Wo das Modell läuft; ein anderes Gerät wählen</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Saccade %1 opens a checkpoint, runs it and shows where it looks. Built with Qt %2.</source>
        <translation>Saccade %1 öffnet einen Checkpoint, führt ihn aus und zeigt, wohin er blickt. Gebaut mit Qt %2.</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>Exportiert nach %1.</translation>
    </message>
    <message>
        <source>The picture waits for a model that reads pictures: open one (Ctrl+O).</source>
        <translation>Das Bild wartet auf ein Modell, das Bilder liest: Öffnen Sie eines (Strg+O).</translation>
    </message>
    <message>
        <source>The sound waits for a model that reads sounds: open one (Ctrl+O).</source>
        <translation>Der Klang wartet auf ein Modell, das Klänge liest: Öffnen Sie eines (Strg+O).</translation>
    </message>
    <message>
        <source>The series waits for a model that reads series: open one (Ctrl+O).</source>
        <translation>Die Zeitreihe wartet auf ein Modell, das Zeitreihen liest: Öffnen Sie eines (Strg+O).</translation>
    </message>
</context>
<context>
    <name>saccade::MatrixView</name>
    <message>
        <source>Attention map</source>
        <translation>Attention-Karte</translation>
    </message>
    <message>
        <source>Queries down, keys across. Arrow keys move the selected cell, plus and minus zoom, 0 shows all.</source>
        <translation>Queries abwärts, Keys nach rechts. Pfeiltasten bewegen die gewählte Zelle, Plus und Minus zoomen, 0 zeigt alles.</translation>
    </message>
    <message>
        <source>No attention to show yet. Open a model, type a text and run it.</source>
        <translation>Noch keine Attention zu zeigen. Öffnen Sie ein Modell, geben Sie einen Text ein und führen Sie es aus.</translation>
    </message>
    <message>
        <source>key →</source>
        <translation>Key →</translation>
    </message>
    <message>
        <source>query ↓</source>
        <translation>Query ↓</translation>
    </message>
    <message>
        <source>%1 at position %2</source>
        <translation>%1 an Position %2</translation>
    </message>
</context>
<context>
    <name>saccade::MediaField</name>
    <message>
        <source>Choose a &amp;picture …</source>
        <translation>&amp;Bild wählen …</translation>
    </message>
    <message>
        <source>Choose a &amp;sound …</source>
        <translation>&amp;Klang wählen …</translation>
    </message>
    <message>
        <source>Without this picture</source>
        <translation>Ohne dieses Bild</translation>
    </message>
    <message>
        <source>Without this sound</source>
        <translation>Ohne diesen Klang</translation>
    </message>
    <message>
        <source>Drop a picture here, paste one, or choose it.</source>
        <translation>Legen Sie ein Bild hier ab, fügen Sie eines ein oder wählen Sie es.</translation>
    </message>
    <message>
        <source>Drop a sound here (WAV, FLAC), or choose it.</source>
        <translation>Legen Sie einen Klang hier ab (WAV, FLAC) oder wählen Sie ihn.</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Bild wählen</translation>
    </message>
    <message>
        <source>Choose a sound</source>
        <translation>Klang wählen</translation>
    </message>
    <message>
        <source>Pictures (%1);;All files (*)</source>
        <translation>Bilder (%1);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Sounds (%1);;All files (*)</source>
        <translation>Klänge (%1);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose a &amp;series …</source>
        <translation>&amp;Zeitreihe wählen …</translation>
    </message>
    <message>
        <source>Without this series</source>
        <translation>Ohne diese Zeitreihe</translation>
    </message>
    <message>
        <source>Drop a table of series here (CSV), or choose it.</source>
        <translation>Lassen Sie eine Tabelle mit Zeitreihen (CSV) hier fallen oder wählen Sie sie.</translation>
    </message>
    <message>
        <source>Choose a series</source>
        <translation>Eine Zeitreihe wählen</translation>
    </message>
    <message>
        <source>Series (%1);;All files (*)</source>
        <translation>Zeitreihen (%1);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>saccade::Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open the &amp;demo model</source>
        <translation>&amp;Demo-Modell öffnen</translation>
    </message>
    <message>
        <source>&amp;Save trace …</source>
        <translation>Aufzeichnung &amp;speichern …</translation>
    </message>
    <message>
        <source>&amp;Export figure or numbers …</source>
        <translation>Abbildung oder Zahlen &amp;exportieren …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Re&amp;move all edits</source>
        <translation>Alle &amp;Eingriffe entfernen</translation>
    </message>
    <message>
        <source>&amp;Copy picture and numbers</source>
        <translation>Bild und Zahlen &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>&amp;Run the prompt</source>
        <translation>Prompt &amp;ausführen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Go to the &amp;prompt</source>
        <translation>Zum &amp;Prompt</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Gerät</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Commands …</source>
        <translation>&amp;Befehle …</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>B&amp;ereiche</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;What am I looking at?</source>
        <translation>&amp;Was sehe ich hier?</translation>
    </message>
    <message>
        <source>&amp;About Saccade</source>
        <translation>&amp;Über Saccade</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Nothing was opened yet</source>
        <translation>Noch nichts geöffnet</translation>
    </message>
    <message>
        <source>&amp;Forget these</source>
        <translation>Diese &amp;vergessen</translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation>&amp;Automatisch</translation>
    </message>
    <message>
        <source>&amp;Open model …</source>
        <translation>Modell ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open &amp;file …</source>
        <translation>&amp;Datei öffnen …</translation>
    </message>
    <message>
        <source>Open fo&amp;lder …</source>
        <translation>&amp;Ordner öffnen …</translation>
    </message>
    <message>
        <source>&amp;Paste a picture or a file</source>
        <translation>Bild oder Datei e&amp;infügen</translation>
    </message>
    <message>
        <source>%1: no font for it is installed</source>
        <translation>%1: dafür ist keine Schrift installiert</translation>
    </message>
    <message>
        <source>Install one, such as Noto Sans CJK, and start Saccade again.</source>
        <translation>Installieren Sie eine, etwa Noto Sans CJK, und starten Sie Saccade neu.</translation>
    </message>
</context>
<context>
    <name>saccade::MessageBar</name>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Copies the message with versions and context, for a report</source>
        <translation>Kopiert die Meldung mit Versionen und Zusammenhang, für einen Fehlerbericht</translation>
    </message>
    <message>
        <source>Close this message (Esc)</source>
        <translation>Diese Meldung schließen (Esc)</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>saccade::ModelBox</name>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>Einbettung</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>State space</source>
        <translation>Zustandsraum</translation>
    </message>
    <message>
        <source>MLP</source>
        <translation>MLP</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>Norms</source>
        <translation>Normen</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Sonstiges</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n Tensor</numerusform>
            <numerusform>%n Tensoren</numerusform>
        </translation>
    </message>
    <message>
        <source>Active parameters</source>
        <translation>Aktive Parameter</translation>
    </message>
    <message>
        <source>FLOPs per token</source>
        <translation>FLOPs je Token</translation>
    </message>
    <message>
        <source>FLOPs per input</source>
        <translation>FLOPs je Eingabe</translation>
    </message>
    <message>
        <source>Cache per token</source>
        <translation>Cache je Token</translation>
    </message>
    <message>
        <source>Cache per source position</source>
        <translation>Cache je Quellposition</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>saccade::OpenModelDialog</name>
    <message>
        <source>Open a model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Search by name, kind, format or place</source>
        <translation>Nach Name, Art, Format oder Ort suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folders of your own in which models are looked for</source>
        <translation>Eigene Ordner, in denen nach Modellen gesucht wird</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Modelle auf diesem Rechner</translation>
    </message>
    <message>
        <source>Looking for models</source>
        <translation>Suche nach Modellen</translation>
    </message>
    <message>
        <source>Browse for a &amp;file …</source>
        <translation>&amp;Datei suchen …</translation>
    </message>
    <message>
        <source>Browse for a f&amp;older …</source>
        <translation>&amp;Ordner suchen …</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n Modell</numerusform>
            <numerusform>%n Modelle</numerusform>
        </translation>
    </message>
    <message>
        <source>too many files: not all were looked at</source>
        <translation>zu viele Dateien: nicht alle wurden angesehen</translation>
    </message>
    <message>
        <source>Looking for models …</source>
        <translation>Suche nach Modellen …</translation>
    </message>
    <message>
        <source>No model fits “%1”.</source>
        <translation>Kein Modell passt zu „%1“.</translation>
    </message>
    <message>
        <source>No models were found. Saccade has looked here:</source>
        <translation>Es wurden keine Modelle gefunden. Saccade hat hier gesucht:</translation>
    </message>
    <message>
        <source>Add a folder of your own under “Folders”, or browse for a file.</source>
        <translation>Fügen Sie unter „Ordner“ einen eigenen hinzu oder suchen Sie eine Datei.</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.gguf *.bin *.pth *.pt *.npz *.json);;All files (*)</source>
        <translation>Modelle (*.safetensors *.gguf *.bin *.pth *.pt *.npz *.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open the folder of a model</source>
        <translation>Ordner eines Modells öffnen</translation>
    </message>
    <message>
        <source>&amp;Add a folder …</source>
        <translation>Ordner &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>Look no longer in</source>
        <translation>Nicht mehr suchen in</translation>
    </message>
    <message>
        <source>Look for models in</source>
        <translation>Nach Modellen suchen in</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>saccade::Opening</name>
    <message>
        <source>The picture cannot be kept: there is no room or no right to write in the folder for data of programs.</source>
        <translation>Das Bild kann nicht behalten werden: Im Ordner für Programmdaten fehlt Platz oder Schreibrecht.</translation>
    </message>
    <message>
        <source>Open the folder of a checkpoint</source>
        <translation>Ordner eines Checkpoints öffnen</translation>
    </message>
    <message>
        <source>The clipboard holds neither a picture nor a file.</source>
        <translation>Die Zwischenablage enthält weder ein Bild noch eine Datei.</translation>
    </message>
    <message>
        <source>Open a checkpoint, a trace, a picture, a sound or a series</source>
        <translation>Checkpoint, Aufzeichnung, Bild, Klang oder Zeitreihe öffnen</translation>
    </message>
    <message>
        <source>Checkpoints and traces (%1);;Pictures (%2);;Sounds (%3);;Series (%4);;All files (*)</source>
        <translation>Checkpoints und Aufzeichnungen (%1);;Bilder (%2);;Klänge (%3);;Zeitreihen (%4);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>saccade::PanelDock</name>
    <message>
        <source>Copy picture and numbers</source>
        <translation>Bild und Zahlen kopieren</translation>
    </message>
    <message>
        <source>Export a figure or the numbers</source>
        <translation>Abbildung oder Zahlen exportieren</translation>
    </message>
    <message>
        <source>What am I looking at?</source>
        <translation>Was sehe ich hier?</translation>
    </message>
    <message>
        <source>Detach, or dock again</source>
        <translation>Ablösen oder wieder andocken</translation>
    </message>
</context>
<context>
    <name>saccade::PatchView</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Attention on the picture</source>
        <translation>Attention auf dem Bild</translation>
    </message>
    <message>
        <source>The row of the selected query over the patches. Arrow keys move the query.</source>
        <translation>Die Zeile der gewählten Query über den Bildfeldern. Pfeiltasten bewegen die Query.</translation>
    </message>
    <message>
        <source>No attention on a picture to show yet.</source>
        <translation>Noch keine Attention auf einem Bild zu zeigen.</translation>
    </message>
</context>
<context>
    <name>saccade::PredictionsBox</name>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Cosine between the embeddings of the picture and of the text: −1 … 1</source>
        <translation>Kosinus zwischen den Einbettungen des Bildes und des Textes: −1 … 1</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
</context>
<context>
    <name>saccade::PromptBar</name>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>How the text is continued: steps, temperature, seed …</source>
        <translation>Wie der Text fortgesetzt wird: Schritte, Temperatur, Startwert …</translation>
    </message>
    <message>
        <source>Tokens to write after the prompt; 0 reads the prompt alone</source>
        <translation>Tokens, die nach dem Prompt geschrieben werden; 0 liest nur den Prompt</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>The same seed draws the same tokens; without effect at temperature 0</source>
        <translation>Derselbe Startwert zieht dieselben Tokens; ohne Wirkung bei Temperatur 0</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation>Dekodierung</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>Temperatur %1</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>gierig</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s), %1</source>
        <translation>
            <numerusform>%n Schritt, %1</numerusform>
            <numerusform>%n Schritte, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Decoding: %1</source>
        <translation>Dekodierung: %1</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Type a prompt; Ctrl+Enter runs the model</source>
        <translation>Prompt eingeben; Strg+Eingabe führt das Modell aus</translation>
    </message>
    <message>
        <source>Type token ids such as 3, 1, 4: this model has no tokenizer; Ctrl+Enter runs it</source>
        <translation>Token-Nummern wie 3, 1, 4 eingeben: Dieses Modell hat keinen Tokenizer; Strg+Eingabe führt es aus</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Stop and keep the steps made so far (Esc)</source>
        <translation>Anhalten und die bisherigen Schritte behalten (Esc)</translation>
    </message>
    <message>
        <source>Run the model (Ctrl+Enter)</source>
        <translation>Modell ausführen (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Second sentence</source>
        <translation>Zweiter Satz</translation>
    </message>
    <message>
        <source>Second sentence, if the model is to compare two</source>
        <translation>Zweiter Satz, wenn das Modell zwei vergleichen soll</translation>
    </message>
    <message>
        <source>Open a model first (Ctrl+O)</source>
        <translation>Öffnen Sie zuerst ein Modell (Strg+O)</translation>
    </message>
    <message>
        <source>Type a sentence with %1 where the model is to guess; Ctrl+Enter runs it</source>
        <translation>Geben Sie einen Satz ein, mit %1, wo das Modell raten soll; Strg+Eingabe führt es aus</translation>
    </message>
    <message>
        <source>Type a text for the model to read; Ctrl+Enter runs it</source>
        <translation>Geben Sie einen Text ein, den das Modell lesen soll; Strg+Eingabe führt es aus</translation>
    </message>
    <message>
        <source>Type the text that the encoder reads; Ctrl+Enter runs it</source>
        <translation>Geben Sie den Text ein, den der Encoder liest; Strg+Eingabe führt es aus</translation>
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
        <translation>Experten</translation>
    </message>
    <message>
        <source>How the router of this layer shares the selected token out among its experts; only the first few of them compute it</source>
        <translation>Wie der Router dieser Schicht das gewählte Token auf ihre Experten verteilt; nur die ersten rechnen es</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>Experte</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
</context>
<context>
    <name>saccade::RunStrip</name>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Klang</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Open a model: its steps appear here.</source>
        <translation>Öffnen Sie ein Modell: Seine Schritte erscheinen hier.</translation>
    </message>
    <message>
        <source>This model reads its input whole: there are no steps.</source>
        <translation>Dieses Modell liest seine Eingabe im Ganzen: Es gibt keine Schritte.</translation>
    </message>
    <message>
        <source>Run the model: each step that it makes appears here.</source>
        <translation>Führen Sie das Modell aus: Jeder Schritt erscheint hier.</translation>
    </message>
</context>
<context>
    <name>saccade::SpectrogramStrip</name>
    <message>
        <source>Sound</source>
        <translation>Klang</translation>
    </message>
    <message>
        <source>The sound over time, low pitches below. Arrow keys move the selected moment.</source>
        <translation>Der Klang über die Zeit, tiefe Töne unten. Pfeiltasten bewegen den gewählten Augenblick.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>The sound of a run appears here.</source>
        <translation>Der Klang eines Laufs erscheint hier.</translation>
    </message>
    <message>
        <source>%1, padding: silence after the sound</source>
        <translation>%1, Auffüllung: Stille nach dem Ton</translation>
    </message>
    <message>
        <source>padding to %1 s</source>
        <translation>aufgefüllt bis %1 s</translation>
    </message>
</context>
<context>
    <name>saccade::Timeline</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Step %1: %2
probability %3, surprise %4 nats</source>
        <translation>Schritt %1: %2
Wahrscheinlichkeit %3, Überraschung %4 nat</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation>%1 nat</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>One mark a step, as high as its token was surprising. Arrow keys step, Space plays.</source>
        <translation>Eine Marke je Schritt, so hoch, wie sein Token überraschte. Pfeiltasten gehen schrittweise, die Leertaste spielt ab.</translation>
    </message>
    <message>
        <source>No steps: the run computed its prompt alone.</source>
        <translation>Keine Schritte: Der Lauf hat nur seinen Prompt berechnet.</translation>
    </message>
</context>
<context>
    <name>saccade::TokenStrip</name>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>The text of the run, token by token. Arrow keys move the selection.</source>
        <translation>Der Text des Laufs, Token für Token. Pfeiltasten bewegen die Auswahl.</translation>
    </message>
    <message>
        <source>%1 at position %2</source>
        <translation>%1 an Position %2</translation>
    </message>
    <message>
        <source>%1 at position %2, generated</source>
        <translation>%1 an Position %2, erzeugt</translation>
    </message>
    <message>
        <source>The tokens of a run appear here.</source>
        <translation>Hier erscheinen die Tokens eines Laufs.</translation>
    </message>
</context>
<context>
    <name>saccade::Workbench</name>
    <message>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
    <message>
        <source>Opening the demo model</source>
        <translation>Das Demo-Modell wird geöffnet</translation>
    </message>
    <message>
        <source>There is no model to run. Open a checkpoint first.</source>
        <translation>Es gibt kein Modell zum Ausführen. Öffnen Sie zuerst einen Checkpoint.</translation>
    </message>
    <message>
        <source>Running %1</source>
        <translation>%1 läuft</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>%1 wird gespeichert</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>Demo-Modell</translation>
    </message>
</context>
<context>
    <name>saccade::WorkspaceTree</name>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message numerus="yes">
        <source>%1
%n token(s)</source>
        <translation>
            <numerusform>%1
%n Token</numerusform>
            <numerusform>%1
%n Tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>Put in the prompt</source>
        <translation>In den Prompt übernehmen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Save trace …</source>
        <translation>Aufzeichnung speichern …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 · %2
%3, %4, %5 parameters
%6</source>
        <translation>%1 · %2
%3, %4, %5 Parameter
%6</translation>
    </message>
</context>
<context>
    <name>MediaName</name>
    <message>
        <source>Pasted picture %1</source>
        <translation>Eingefügtes Bild %1</translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
    <message numerus="yes">
        <source>%n channel(s)</source>
        <translation><numerusform>%n Kanal</numerusform><numerusform>%n Kanäle</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n head(s)</source>
        <translation><numerusform>%n Kopf</numerusform><numerusform>%n Köpfe</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation><numerusform>%n Schicht</numerusform><numerusform>%n Schichten</numerusform></translation>
    </message>
</context>
<context>
    <name>RunDocument</name>
    <message>
        <source>row %1, col. %2</source>
        <translation>Zeile %1, Sp. %2</translation>
    </message>
</context>
<context>
    <name>saccade::ElidedLabel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>Analysis</name>
    <message>
        <source>Attention by distance</source>
        <translation>Aufmerksamkeit nach Abstand</translation>
    </message>
    <message>
        <source>How far each head looks, in tokens or on the picture.</source>
        <translation>Wie weit jeder Kopf blickt, in Token oder auf dem Bild.</translation>
    </message>
    <message>
        <source>The mean over queries of Σ_j A_ij·|i − j|; on a grid, of the distance between patches on a square of side 1, rows divided by what falls on patches.</source>
        <translation>Das Mittel über die Queries von Σ_j A_ij·|i − j|; auf einem Gitter vom Abstand der Bildfelder auf einem Quadrat der Seite 1, Zeilen geteilt durch das, was auf Bildfelder fällt.</translation>
    </message>
    <message>
        <source>Discrepancy</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Where two variants of an analysis differ.</source>
        <translation>Wo sich zwei Varianten einer Analyse unterscheiden.</translation>
    </message>
    <message>
        <source>The first minus the second.</source>
        <translation>Die erste minus die zweite.</translation>
    </message>
    <message>
        <source>Entropy of heads</source>
        <translation>Entropie der Köpfe</translation>
    </message>
    <message>
        <source>How widely each head spreads its attention, layer by layer.</source>
        <translation>Wie breit jeder Kopf seine Aufmerksamkeit verteilt, Schicht für Schicht.</translation>
    </message>
    <message>
        <source>The mean over queries of −Σ p ln p.</source>
        <translation>Das Mittel über die Queries von −Σ p ln p.</translation>
    </message>
    <message>
        <source>The same divided by ln of the keys that the query may see: 1 is uniform, 0 is one key.</source>
        <translation>Dasselbe, geteilt durch den ln der Keys, die die Query sehen darf: 1 ist gleichmäßig, 0 ist ein Key.</translation>
    </message>
    <message>
        <source>Attention flow</source>
        <translation>Aufmerksamkeitsfluss</translation>
    </message>
    <message>
        <source>The exact maximum flow from each input to an output through all layers.</source>
        <translation>Der genaue maximale Fluss von jeder Eingabe zu einer Ausgabe durch alle Schichten.</translation>
    </message>
    <message>
        <source>The maximum flow from the output&apos;s node to each input&apos;s, edge capacities A = (1 − r)·F + r·I with rows divided by their sums; divided by the sum over the inputs.</source>
        <translation>Der maximale Fluss vom Knoten der Ausgabe zu dem jeder Eingabe, Kapazitäten der Kanten A = (1 − r)·F + r·I, Zeilen durch ihre Summen geteilt; geteilt durch die Summe über die Eingaben.</translation>
    </message>
    <message>
        <source>The maximum flows themselves. One that reaches min(1, Σ_i A_1[i, input]) is saturated: any attention in between would give the same.</source>
        <translation>Die maximalen Flüsse selbst. Einer, der min(1, Σ_i A_1[i, input]) erreicht, ist gesättigt: Jede Aufmerksamkeit dazwischen ergäbe dasselbe.</translation>
    </message>
    <message>
        <source>Jobs of heads</source>
        <translation>Aufgaben der Köpfe</translation>
    </message>
    <message>
        <source>What each head does: previous token, induction, sink and more, with the evidence.</source>
        <translation>Was jeder Kopf tut: voriges Token, Induktion, Senke und mehr, mit dem Beleg.</translation>
    </message>
    <message>
        <source>(s − u) / (1 − u): s is the share of attention at the keys of the job, u what uniform attention has there; a mean over the queries that have such keys. The job is the highest from 0.3 on.</source>
        <translation>(s − u) / (1 − u): s ist der Anteil der Aufmerksamkeit bei den Keys der Aufgabe, u der einer gleichmäßigen Aufmerksamkeit dort; ein Mittel über die Queries, die solche Keys haben. Die Aufgabe ist die höchste ab 0.3.</translation>
    </message>
    <message>
        <source>Rank collapse</source>
        <translation>Rangverfall</translation>
    </message>
    <message>
        <source>How alike the positions become with depth: residual, effective rank and uniformity.</source>
        <translation>Wie ähnlich sich die Positionen mit der Tiefe werden: Residuum, effektiver Rang und Gleichförmigkeit.</translation>
    </message>
    <message>
        <source>res(X) = X − 1·x with x the mean row; ‖res(X)‖ / ‖X‖ with ‖·‖ = √(‖·‖₁·‖·‖∞). Effective rank: e to the entropy of the singular values. Uniformity: the mean cosine of two positions.</source>
        <translation>res(X) = X − 1·x mit x der mittleren Zeile; ‖res(X)‖ / ‖X‖ mit ‖·‖ = √(‖·‖₁·‖·‖∞). Effektiver Rang: e hoch die Entropie der Singulärwerte. Gleichförmigkeit: der mittlere Kosinus zweier Positionen.</translation>
    </message>
    <message>
        <source>Attention rollout</source>
        <translation>Attention-Rollout</translation>
    </message>
    <message>
        <source>How much of each input reaches each position, through all layers.</source>
        <translation>Wie viel von jeder Eingabe durch alle Schichten zu jeder Position gelangt.</translation>
    </message>
    <message>
        <source>A = (1 − r)·F + r·I, rows divided by their sums; R = A_L ⋯ A_1. F: the heads taken together, r: the residual share.</source>
        <translation>A = (1 − r)·F + r·I, Zeilen durch ihre Summen geteilt; R = A_L ⋯ A_1. F: die Köpfe zusammengenommen, r: der Residualanteil.</translation>
    </message>
    <message>
        <source>A = (F + I) / 2, its column j divided by the sum of row j, as a widespread program for vision transformers does; R = A_L ⋯ A_1.</source>
        <translation>A = (F + I) / 2, Spalte j geteilt durch die Summe der Zeile j, wie es ein verbreitetes Programm für Vision-Transformer tut; R = A_L ⋯ A_1.</translation>
    </message>
    <message>
        <source>R = F_L ⋯ F_1: without the residual connections.</source>
        <translation>R = F_L ⋯ F_1: ohne die Residualverbindungen.</translation>
    </message>
    <message>
        <source>Attention sinks</source>
        <translation>Aufmerksamkeitssenken</translation>
    </message>
    <message>
        <source>Which positions draw attention, with the size of their values and states.</source>
        <translation>Welche Positionen Aufmerksamkeit anziehen, mit der Größe ihrer Werte und Zustände.</translation>
    </message>
    <message>
        <source>α_k: the mean attention to position k of the other queries that see it; a head has a sink in k where α_k &gt; ε. Values: ‖v_k‖ by the mean over positions, states: ‖x_k‖ by the median, at its peak over the layers.</source>
        <translation>α_k: die mittlere Aufmerksamkeit der anderen Queries, die Position k sehen; ein Kopf hat eine Senke in k, wo α_k &gt; ε. Werte: ‖v_k‖ durch das Mittel über die Positionen, Zustände: ‖x_k‖ durch den Median, am höchsten Punkt über die Schichten.</translation>
    </message>
    <message>
        <source>Stiffness</source>
        <translation>Steifigkeit</translation>
    </message>
    <message>
        <source>How strongly each layer changes the positions: its index as a step of a numerical method.</source>
        <translation>Wie stark jede Schicht die Positionen ändert: ihr Index als Schritt eines numerischen Verfahrens.</translation>
    </message>
    <message>
        <source>‖x_{t+1} − x_t‖ / ‖x_t‖ of each position.</source>
        <translation>‖x_{t+1} − x_t‖ / ‖x_t‖ jeder Position.</translation>
    </message>
    <message>
        <source>‖(x_{t+1} − x_t) / x_t‖, divided element by element; elements below 1e-6 are left out.</source>
        <translation>‖(x_{t+1} − x_t) / x_t‖, elementweise geteilt; Elemente unter 1e-6 bleiben weg.</translation>
    </message>
    <message>
        <source>Attention times gradient</source>
        <translation>Aufmerksamkeit mal Gradient</translation>
    </message>
    <message>
        <source>How much each look of a layer adds to one token or class.</source>
        <translation>Wie viel jeder Blick einer Schicht zu einem Token oder einer Klasse beiträgt.</translation>
    </message>
    <message>
        <source>A ⊙ ∂f/∂A, a sum over the heads that are looked at.</source>
        <translation>A ⊙ ∂f/∂A, summiert über die betrachteten Köpfe.</translation>
    </message>
    <message>
        <source>∂f/∂A alone.</source>
        <translation>Nur ∂f/∂A.</translation>
    </message>
    <message>
        <source>(A ⊙ ∂f/∂A)⁺: what speaks against counts as nothing.</source>
        <translation>(A ⊙ ∂f/∂A)⁺: was dagegen spricht, zählt nicht.</translation>
    </message>
    <message>
        <source>Relevance propagation</source>
        <translation>Relevanzausbreitung</translation>
    </message>
    <message>
        <source>What an answer rests on: attention weighted by its gradients, through all layers.</source>
        <translation>Worauf eine Antwort beruht: Aufmerksamkeit, mit ihren Gradienten gewichtet, durch alle Schichten.</translation>
    </message>
    <message>
        <source>R = I, then R ← R + Ā·R with Ā = E_h[(∇A ⊙ A)⁺], from the first layer on.</source>
        <translation>R = I, dann R ← R + Ā·R mit Ā = E_h[(∇A ⊙ A)⁺], von der ersten Schicht an.</translation>
    </message>
    <message>
        <source>Rollout with gradients</source>
        <translation>Rollout mit Gradienten</translation>
    </message>
    <message>
        <source>Rollout of the attention that raises one token or class.</source>
        <translation>Rollout der Aufmerksamkeit, die ein Token oder eine Klasse stärkt.</translation>
    </message>
    <message>
        <source>The rollout of mean_h(A ⊙ ∇A)⁺, each layer with its own gradient, rows divided by their sums.</source>
        <translation>Der Rollout von mean_h(A ⊙ ∇A)⁺, jede Schicht mit ihrem eigenen Gradienten, Zeilen durch ihre Summen geteilt.</translation>
    </message>
    <message>
        <source>As a widespread program computes it: each layer with the gradient of the layer at the other end, column j divided by the sum of row j.</source>
        <translation>Wie ein verbreitetes Programm es berechnet: jede Schicht mit dem Gradienten der Schicht am anderen Ende, Spalte j geteilt durch die Summe der Zeile j.</translation>
    </message>
    <message>
        <source>Importance of heads</source>
        <translation>Wichtigkeit der Köpfe</translation>
    </message>
    <message>
        <source>How much the loss hangs on each head, from one backward pass.</source>
        <translation>Wie sehr der Verlust von jedem Kopf abhängt, aus einem Rückwärtsdurchlauf.</translation>
    </message>
    <message>
        <source>|∂L/∂ξ_h|, ξ_h a mask over the head&apos;s output; divided by the norm of the layer&apos;s.</source>
        <translation>|∂L/∂ξ_h|, ξ_h eine Maske über der Ausgabe des Kopfes; geteilt durch die Norm der Schicht.</translation>
    </message>
    <message>
        <source>The mean over tokens of |Att_h(x)·∂L/∂Att_h(x)|, as the authors&apos; program takes it; divided by the norm of the layer&apos;s.</source>
        <translation>Das Mittel über die Token von |Att_h(x)·∂L/∂Att_h(x)|, wie das Programm der Autoren es nimmt; geteilt durch die Norm der Schicht.</translation>
    </message>
    <message>
        <source>|∂L/∂ξ_h| divided by the number of tokens and the norm of the layer&apos;s, then all stretched to 0 … 1.</source>
        <translation>|∂L/∂ξ_h|, geteilt durch die Zahl der Token und die Norm der Schicht, dann alle auf 0 … 1 gestreckt.</translation>
    </message>
    <message>
        <source>|∂L/∂ξ_h| as it is.</source>
        <translation>|∂L/∂ξ_h|, wie es ist.</translation>
    </message>
    <message>
        <source>∂L/∂ξ_h: below 0 where more of the head would lower the loss.</source>
        <translation>∂L/∂ξ_h: unter 0, wo mehr von dem Kopf den Verlust senken würde.</translation>
    </message>
    <message>
        <source>Integrated gradients</source>
        <translation>Integrierte Gradienten</translation>
    </message>
    <message>
        <source>How much each token or patch adds to an answer, with the error of the sum.</source>
        <translation>Wie viel jedes Token oder Bildfeld zu einer Antwort beiträgt, mit dem Fehler der Summe.</translation>
    </message>
    <message>
        <source>(x − x′)·∫ ∂f(x′ + α(x − x′)) dα over the embeddings x, x′ = 0, at Gauss and Legendre&apos;s places.</source>
        <translation>(x − x′)·∫ ∂f(x′ + α(x − x′)) dα über die Einbettungen x, x′ = 0, an den Stützstellen von Gauß und Legendre.</translation>
    </message>
    <message>
        <source>At α = 0, 1/n … (n − 1)/n.</source>
        <translation>Bei α = 0, 1/n … (n − 1)/n.</translation>
    </message>
    <message>
        <source>At α = 1/n, 2/n … 1.</source>
        <translation>Bei α = 1/n, 2/n … 1.</translation>
    </message>
    <message>
        <source>At α = 1/2n, 3/2n … .</source>
        <translation>Bei α = 1/2n, 3/2n … .</translation>
    </message>
    <message>
        <source>At α = 0, 1/(n − 1) … 1, both ends halved.</source>
        <translation>Bei α = 0, 1/(n − 1) … 1, beide Enden halbiert.</translation>
    </message>
    <message>
        <source>The same with weights of 1/n, as a widespread program has them: they sum to (n − 1)/n.</source>
        <translation>Dasselbe mit Gewichten von 1/n, wie ein verbreitetes Programm sie hat: Sie ergeben zusammen (n − 1)/n.</translation>
    </message>
    <message>
        <source>Norm-based attention</source>
        <translation>Attention nach Normen</translation>
    </message>
    <message>
        <source>Attention times the length of what is looked at: what really comes in.</source>
        <translation>Attention mal Länge dessen, worauf geblickt wird: was wirklich ankommt.</translation>
    </message>
    <message>
        <source>‖Σ_h α^h_ij·f^h(x_j)‖ with f(x) = v·W_O, over the heads that are looked at; needs the model.</source>
        <translation>‖Σ_h α^h_ij·f^h(x_j)‖ mit f(x) = v·W_O, über die betrachteten Köpfe; braucht das Modell.</translation>
    </message>
    <message>
        <source>The mean over heads of α^h_ij·‖v^h_j‖, without the output weights.</source>
        <translation>Das Mittel von α^h_ij·‖v^h_j‖ über die Köpfe, ohne die Ausgabegewichte.</translation>
    </message>
</context>
<context>
    <name>SeriesView</name>
    <message>
        <source>gates</source>
        <translation>Tore</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>Vorhersage</translation>
    </message>
</context>
<context>
    <name>saccade::SeriesView</name>
    <message>
        <source>Series and forecast</source>
        <translation>Zeitreihe und Vorhersage</translation>
    </message>
    <message>
        <source>forecast %1</source>
        <translation>Vorhersage %1</translation>
    </message>
    <message>
        <source>measured %1</source>
        <translation>gemessen %1</translation>
    </message>
    <message>
        <source>difference %1</source>
        <translation>Unterschied %1</translation>
    </message>
    <message>
        <source>No forecast to show yet.</source>
        <translation>Noch keine Vorhersage zu zeigen.</translation>
    </message>
    <message>
        <source>%1: the last value is %2, the forecast ends after %3 steps at %4. Left and right point at a moment, up and down choose the channel.</source>
        <translation>%1: Der letzte Wert ist %2, die Vorhersage endet nach %3 Schritten bei %4. Links und rechts zeigen auf einen Zeitpunkt, auf und ab wählen den Kanal.</translation>
    </message>
</context>
<context>
    <name>saccade::SeriesPage</name>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>&amp;Channel</source>
        <translation>&amp;Kanal</translation>
    </message>
    <message>
        <source>Value under the cursor</source>
        <translation>Wert unter dem Zeiger</translation>
    </message>
    <message>
        <source>Point at a moment to read its values; the wheel shows more or less of the history</source>
        <translation>Zeigen Sie auf einen Zeitpunkt, um seine Werte zu lesen; das Mausrad zeigt mehr oder weniger von der Vergangenheit</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Forecast&lt;/h3&gt;&lt;p&gt;The model read the &lt;b&gt;measured&lt;/b&gt; values of the channel and wrote the &lt;b&gt;forecast&lt;/b&gt; in one go. Where the file goes on after the moment of the forecast, what was measured then is drawn too.&lt;/p&gt;&lt;p&gt;TinyTimeMixer has no attention matrix. It cuts the series into patches and mixes them by small perceptrons; a gate then decides how much of each passes:&lt;/p&gt;&lt;p style='font-size:large'&gt;&lt;i&gt;y&lt;/i&gt; = &lt;i&gt;x&lt;/i&gt; · softmax( &lt;i&gt;W x&lt;/i&gt; + &lt;i&gt;b&lt;/i&gt; )&lt;/p&gt;&lt;p&gt;The rows below the chart, one a layer, show how the gates over the patches share themselves out, as the mean over all features: the stronger the colour, the more of this patch passes. All shares of a row add up to 1. Where adaptive patching cuts a patch into pieces, their shares are added.&lt;/p&gt;&lt;p&gt;&lt;small&gt;V. Ekambaram et al., &lt;i&gt;Tiny Time Mixers (TTMs): Fast Pre-trained Models for Enhanced Zero/Few-Shot Forecasting of Multivariate Time Series&lt;/i&gt;, 2024, arXiv:2401.03955.&lt;/small&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Vorhersage&lt;/h3&gt;&lt;p&gt;Das Modell hat die &lt;b&gt;gemessenen&lt;/b&gt; Werte des Kanals gelesen und die &lt;b&gt;Vorhersage&lt;/b&gt; in einem Zug geschrieben. Wo die Datei nach dem Zeitpunkt der Vorhersage weitergeht, ist auch gezeichnet, was dann gemessen wurde.&lt;/p&gt;&lt;p&gt;TinyTimeMixer hat keine Aufmerksamkeitsmatrix. Er zerlegt die Reihe in Abschnitte und mischt sie durch kleine Perzeptrone; ein Tor entscheidet dann, wie viel von jedem durchgeht:&lt;/p&gt;&lt;p style='font-size:large'&gt;&lt;i&gt;y&lt;/i&gt; = &lt;i&gt;x&lt;/i&gt; · softmax( &lt;i&gt;W x&lt;/i&gt; + &lt;i&gt;b&lt;/i&gt; )&lt;/p&gt;&lt;p&gt;Die Zeilen unter dem Bild, eine je Schicht, zeigen, wie sich die Tore auf die Abschnitte verteilen, als Mittel über alle Merkmale: Je kräftiger die Farbe, desto mehr von diesem Abschnitt geht durch. Alle Anteile einer Zeile ergeben zusammen 1. Wo die Schicht einen Abschnitt in Stücke teilt, sind deren Anteile zusammengezählt.&lt;/p&gt;&lt;p&gt;&lt;small&gt;V. Ekambaram et al., &lt;i&gt;Tiny Time Mixers (TTMs): Fast Pre-trained Models for Enhanced Zero/Few-Shot Forecasting of Multivariate Time Series&lt;/i&gt;, 2024, arXiv:2401.03955.&lt;/small&gt;&lt;/p&gt;</translation>
    </message>
</context>
</TS>
