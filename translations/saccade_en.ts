<?xml version="1.0" encoding="utf-8"?>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>RunTask</name>
    <message numerus="yes">
        <source>%1 · %n edit(s)</source>
        <translation><numerusform>%1 · %n edit</numerusform><numerusform>%1 · %n edits</numerusform></translation>
    </message>
</context>
<context>
    <name>saccade::ModelBox</name>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation><numerusform>%n tensor</numerusform><numerusform>%n tensors</numerusform></translation>
    </message>
</context>
<context>
    <name>saccade::OpenModelDialog</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation><numerusform>%n model</numerusform><numerusform>%n models</numerusform></translation>
    </message>
</context>
<context>
    <name>saccade::PromptBar</name>
    <message numerus="yes">
        <source>%n step(s), %1</source>
        <translation><numerusform>%n step, %1</numerusform><numerusform>%n steps, %1</numerusform></translation>
    </message>
</context>
<context>
    <name>saccade::WorkspaceTree</name>
    <message numerus="yes">
        <source>%1
%n token(s)</source>
        <translation><numerusform>%1
%n token</numerusform><numerusform>%1
%n tokens</numerusform></translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
    <message numerus="yes">
        <source>%n channel(s)</source>
        <translation><numerusform>%n channel</numerusform><numerusform>%n channels</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n head(s)</source>
        <translation><numerusform>%n head</numerusform><numerusform>%n heads</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation><numerusform>%n layer</numerusform><numerusform>%n layers</numerusform></translation>
    </message>
</context>
</TS>