/** Calls as they stand in the code: what is called, with which arguments, and where. */
import { declaredHelper } from './declared-helpers.ts'
import { initialise, setFields } from './functions.ts'
import type { CallSite, Interpreter } from './interpreter.ts'
import { anyProperty, functionOf, methodOf } from './members.ts'
import { unwrap, type Call, type Member, type New, type TaggedTemplate } from './nodes.ts'
import { nullishOf } from './operators.ts'
import { memberName } from './patterns.ts'
import { callSpan, holeSpan, quasiRange, shortSource, spanOfNode } from './spans.ts'
import { spreadValues } from './spread.ts'
import { cookedText, rawText } from './string-literals.ts'
import { isRequire, required } from './require.ts'
import { loadedText } from './sql-loaders.ts'
import {
  arrayValue,
  carriesRunner,
  concatStrings,
  EMPTY,
  frameworkParent,
  hostValue,
  stringValue,
  toStringValue,
  UNDEFINED,
  unknown,
} from './value-tools.ts'
import type { Scope, StringValue, Value } from './values.ts'

/** The value of a call. */
export function callExpression(interpreter: Interpreter, node: Call, scope: Scope): Value {
  const used = interpreter.discarded !== node
  const { callee } = node
  if (callee.type === 'Super') return callSuper(interpreter, siteOf(interpreter, node, scope, used), scope)
  const target = unwrap(callee)
  if (target.type === 'MemberExpression') return callMember(interpreter, node, target, scope, used)
  if (isRequire(node, scope)) return required(interpreter, node, scope)
  const value = interpreter.evaluate(target, scope)
  if (node.optional && nullishOf(value)) return UNDEFINED
  const site = siteOf(interpreter, node, scope, used)
  return declaredCall(interpreter, site) ?? interpreter.call(value, site)
}

/** What the configuration says about a call. */
function declaredCall(interpreter: Interpreter, site: CallSite): Value | undefined {
  return loadedText(interpreter, site) ?? declaredHelper(interpreter, site)
}

function callMember(
  interpreter: Interpreter,
  node: Call,
  callee: Member,
  scope: Scope,
  used: boolean,
): Value {
  const name = memberName(interpreter, callee, scope)
  if (callee.object.type === 'Super') {
    return callSuperMethod(interpreter, name, siteOf(interpreter, node, scope, used), scope)
  }
  const receiver = interpreter.evaluate(callee.object, scope)
  if ((callee.optional ?? node.optional) && nullishOf(receiver)) return UNDEFINED
  const site = siteOf(interpreter, node, scope, used)
  const declared = declaredCall(interpreter, site)
  if (declared) return declared
  if (name === undefined) {
    return interpreter.call(anyProperty(receiver), site, receiver)
  }
  return interpreter.callMethod(receiver, name, site)
}

function siteOf(interpreter: Interpreter, node: Call | New, scope: Scope, resultUsed: boolean): CallSite {
  const { file } = interpreter
  const { values, spans } = spreadValues(interpreter, node.arguments, scope)
  return {
    args: values,
    spans,
    span: callSpan(file, node),
    frame: scope.frame,
    resultUsed,
    callee: node.callee.type === 'Super' ? 'super' : shortSource(file, node.callee),
  }
}

function callSuper(interpreter: Interpreter, site: CallSite, scope: Scope): Value {
  const { self, home } = scope.frame
  if (self.kind !== 'object' || !home) return UNDEFINED
  if (home.parent?.kind === 'class') initialise(interpreter, home.parent, self, site)
  setFields(interpreter, home, self, site.frame)
  return UNDEFINED
}

function callSuperMethod(
  interpreter: Interpreter,
  name: string | undefined,
  site: CallSite,
  scope: Scope,
): Value {
  const { self, home } = scope.frame
  const parent = home?.parent
  if (name !== undefined && parent?.kind === 'class') {
    const found = methodOf(parent, name, self.kind === 'class')
    if (found) return interpreter.call(functionOf(found, self), site, self)
  }
  const host = frameworkParent(home)
  if (name !== undefined && host) return interpreter.callMethod(hostValue(host), name, site)
  const reason = parent?.kind === 'unknown' ? parent.reason : 'unknown call'
  return interpreter.call(unknown(reason, `super.${name ?? ''} is not known`), site)
}

/** The value of `new`. */
export function newExpression(interpreter: Interpreter, node: New, scope: Scope): Value {
  const callee = interpreter.evaluate(node.callee, scope)
  const site = siteOf(interpreter, node, scope, true)
  const declared = declaredCall(interpreter, site)
  if (declared) return declared
  return interpreter.construct(callee, { ...site, span: spanOfNode(interpreter.file, node) })
}

/** The value of a tagged template: what the tag gives, or its text when the tag cannot be followed. */
export function taggedTemplate(interpreter: Interpreter, node: TaggedTemplate, scope: Scope): Value {
  const { file } = interpreter
  const { quasi } = node
  const tag = unwrap(node.tag)
  const isRaw = tag.type === 'MemberExpression' && memberName(interpreter, tag, scope) === 'raw'
  const read = isRaw ? rawText : cookedText
  const texts = quasi.quasis.map((each, i) => stringValue(read(file, ...quasiRange(quasi, each, i))))
  const args = quasi.expressions.map(each => interpreter.evaluate(each, scope))
  const spans = quasi.expressions.map((_, i) => holeSpan(file, quasi, i))
  const site: CallSite = {
    args,
    spans,
    span: callSpan(file, node),
    frame: scope.frame,
    resultUsed: interpreter.discarded !== node,
    callee: shortSource(file, node.tag),
    template: { texts },
  }
  const target = interpreter.evaluate(tag, scope)
  if (target.kind === 'function') {
    const raw = arrayValue(
      quasi.quasis.map((each, i) => stringValue(rawText(file, ...quasiRange(quasi, each, i)))),
    )
    const list = { ...arrayValue(texts), raw }
    return interpreter.call(target, { ...site, args: [list, ...args], spans: [site.span, ...spans] })
  }
  if (target.kind === 'host' || target.kind === 'method' || carriesRunner(target)) {
    return interpreter.call(target, site)
  }
  return joined(
    site,
    texts,
    quasi.expressions.map(each => shortSource(file, each)),
  )
}

/** A tag from another file, such as `sql` or `dedent`, is taken to give its text. */
function joined(site: CallSite, texts: readonly StringValue[], sources: readonly string[]): Value {
  return texts.reduce((text, fixed, i) => {
    const both = concatStrings(text, fixed)
    const value = site.args[i]
    const span = site.spans[i]
    if (!value || !span) return both
    return concatStrings(both, toStringValue(value, span, sources[i] ?? ''))
  }, EMPTY)
}
