/** Histories that the tests of the graph ask about, one revision a line. */
import { revisionGraph, type RevisionGraph } from '../../../src/runner/graph/revision-graph.ts'
import type { Revision } from '../../../src/runner/graph/revision.ts'

/** Revisions written as `dunning <- invoices, users needs phone @billing`. */
export function revisions(text: string): readonly Revision[] {
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => {
      const [, id = '', parents, needs, labels] =
        /^\s*(\S+)(?:\s+<-\s+(.+?))?(?:\s+needs\s+(.+?))?((?:\s+@\S+)*)\s*$/u.exec(line) ?? []
      return {
        id,
        parents: names(parents),
        dependsOn: names(needs),
        labels: (labels ?? '').split(/\s+@/u).slice(1),
        message: '',
        path: `migrations/${id}.ts`,
      }
    })
}

export const graphOf = (text: string): RevisionGraph => revisionGraph(revisions(text))

function names(text: string | undefined): readonly string[] {
  return text?.split(/,\s*/u) ?? []
}

/** One line. */
export const LINE = graphOf(`
  users
  emails <- users
  phones <- emails
  orders <- phones
  items <- orders`)

/** Two branches with names, after two revisions that they share. */
export const BRANCHED = graphOf(`
  shop
  users <- shop
  carts <- users @cart
  totals <- carts
  bills <- users @billing
  taxes <- bills`)

/** As above, where the end of one branch depends on the beginning of the other. */
export const DEPENDENT_BRANCHES = graphOf(`
  shop
  users <- shop
  carts <- users @cart
  totals <- carts
  bills <- users @billing
  taxes <- bills needs carts`)

/** As above without dependencies, and merged again. */
export const MERGED = graphOf(`
  shop
  users <- shop
  carts <- users
  totals <- carts
  bills <- users @billing
  taxes <- bills
  invoices <- totals, taxes
  receipts <- invoices`)

/** Two histories that meet; one of them goes on by itself besides. */
export const BRANCH_FROM_MERGE = graphOf(`
  shop1
  shop2 <- shop1
  shop3 <- shop2
  stock1
  stock2 <- stock1
  stock3 <- stock2
  both <- shop3, stock3
  stock4 <- stock3`)

/** The same with three. */
export const BRANCH_FROM_THREE_WAY_MERGE = graphOf(`
  shop1
  shop2 <- shop1
  shop3 <- shop2
  stock1
  stock2 <- stock1
  stock3 <- stock2
  post1
  post2 <- post1
  post3 <- post2
  all <- shop3, stock3, post3
  stock4 <- stock3
  post4 <- post3`)

/** Two merges of the same three branches. */
export const TWIN_MERGES = graphOf(`
  depots
  north <- depots
  south <- depots
  west <- depots
  trucks <- north, south, west
  trains <- north, south, west
  truckers <- trucks
  drivers <- trains`)

/** Two merges that share one of three branches. */
export const OVERLAPPING_MERGES = graphOf(`
  depots
  north <- depots
  south <- depots
  west <- depots
  trucks <- north, south
  trains <- south, west
  truckers <- trucks
  drivers <- trains`)

/** A history that depends on the middle of another one. */
export const DEPENDS_ON_MIDDLE = graphOf(`
  lib1 @lib
  lib2 <- lib1
  lib3 <- lib2
  app1
  app2 <- app1
  app3 <- app2 needs lib3
  lib4 <- lib3
  lib5 <- lib4
  lib6 <- lib5`)

/** The same by the name of a branch that begins there. */
export const DEPENDS_ON_LABEL = graphOf(`
  lib1 @lib
  lib2 <- lib1
  lib3 <- lib2 @stable
  app1
  app2 <- app1
  app3 <- app2 needs stable
  lib4 <- lib3
  lib5 <- lib4
  lib6 <- lib5`)

/** Three merges and a base that depends on a part of each. */
export const DEPENDS_ON_PARTS = graphOf(`
  red1
  red2
  red3
  reds <- red1, red2, red3
  blue1
  blue2
  blues <- blue1, blue2
  grey1
  grey2
  grey3
  greys <- grey1, grey2, grey3
  mix needs red3, blue2, grey1`)

/** Two histories that depend on each other crosswise. */
export const CRISSCROSS = graphOf(`
  users1
  users2 <- users1
  mails1
  mails2 <- mails1 needs users2
  mails3 <- mails2
  users3 <- users2 needs mails1`)

/** A dependency that an ancestor has already. */
export const REPEATED_DEPENDENCY = graphOf(`
  users1
  users2 <- users1
  users3 <- users2
  mails1
  mails2 <- mails1 needs users3
  mails3 <- mails2
  mails4 <- mails3 needs users3
  mails5 <- mails4 needs mails4`)

/** A merge of a base with what depends on it. */
export const MERGE_WITH_DEPENDENCY = graphOf(`
  users
  mails needs users
  newsletters <- users, mails`)

/** Two histories side by side. */
export const FOREST = graphOf(`
  shop1
  shop2 <- shop1
  stock1
  stock2 <- stock1`)

/** Two lines with names and ids that begin alike. */
export const LABELLED = graphOf(`
  shop @store
  users <- shop
  ledgerofshop <- users
  totals <- ledgerofshop
  depot
  bin <- depot @stock
  ledgerofdepot <- bin
  parts <- ledgerofdepot`)

/** Branches of branches, of which two meet again. */
export const BRANCHES_OF_BRANCHES = graphOf(`
  users
  carts <- users
  bills <- users
  totals <- carts
  taxes <- bills
  coupons <- totals
  rebates <- totals
  vat <- taxes
  duty <- taxes
  levy <- taxes
  returns <- vat, duty`)

/** A head that another branch depends on. */
export const EFFECTIVE_HEAD = graphOf(`
  yard1 @yard
  xray1 @xray
  yard2 <- yard1 needs xray1
  xray2 <- xray1`)

/** A long stem, two branches, a branch of a branch, and a merge. */
export const TRAVELLED = graphOf(`
  stem1
  stem2 <- stem1
  stem3 <- stem2
  left1 <- stem3
  right1 <- stem3
  left2 <- left1
  right2 <- right1
  left3 <- left2
  right3 <- right2
  twig1 <- left3
  twig2 <- twig1
  left4 <- left3
  right4 <- right3
  merge <- left4, right4`)

/** Three histories, two of which meet. */
export const THREE_BASES = graphOf(`
  shop
  stock
  post
  cart1 <- shop
  bill1 <- shop
  racks <- stock
  mail <- post
  cart2 <- cart1
  bill2 <- bill1
  bins <- racks
  tags <- mail
  parts <- bins
  counts <- parts
  meet <- tags, counts`)

/** Three histories, two of which depend on the third. */
export const SHARED_DEPENDENCY = graphOf(`
  shop @store
  cart1 <- shop
  bill1 <- shop
  cart2 <- cart1
  bill2 <- bill1 needs mail
  stock @depot
  racks <- stock
  bins <- racks
  parts <- bins needs mail
  counts <- parts
  post @mailing
  mail <- post
  tags <- mail`)

/** Three histories, each depending on the one before it. */
export const CHAINED_DEPENDENCIES = graphOf(`
  shop @store
  carts <- shop
  bills <- carts
  taxes <- bills
  stock needs store @depot
  racks <- stock
  bins <- racks
  parts <- bins
  counts <- parts
  post @mailing
  mail <- post
  tags <- mail
  stamps <- tags needs bins
  letters <- stamps`)

/** A dependency on the own parent. */
export const OWN_PARENT = graphOf(`
  users
  emails <- users needs users`)

export const NO_REVISIONS = graphOf('')

/** A branch that the end of another one depends on. */
export const SHOP = graphOf(`
  users
  phones <- users
  bills <- users @billing
  taxes <- bills needs phones`)
