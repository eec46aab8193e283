/** Every rule by its folder; written by npm run generate. */
import type { Rule } from '../src/lint/rule.ts'
import addCheckScansTable from './add-check-scans-table/rule.ts'
import addColumnRewritesTable from './add-column-rewrites-table/rule.ts'
import addForeignKeyBlocksWrites from './add-foreign-key-blocks-writes/rule.ts'
import addUniqueBlocksTable from './add-unique-blocks-table/rule.ts'
import asyncCallbackIgnored from './async-callback-ignored/rule.ts'
import brokenHistory from './broken-history/rule.ts'
import changeTypeRewritesTable from './change-type-rewrites-table/rule.ts'
import concurrentlyInTransaction from './concurrently-in-transaction/rule.ts'
import createIndexBlocksWrites from './create-index-blocks-writes/rule.ts'
import downgradeNotInverse from './downgrade-not-inverse/rule.ts'
import dropColumnBreaksRunningApp from './drop-column-breaks-running-app/rule.ts'
import editedMigration from './edited-migration/rule.ts'
import emptyDowngrade from './empty-downgrade/rule.ts'
import floatingOperation from './floating-operation/rule.ts'
import foreignKeyWithoutIndex from './foreign-key-without-index/rule.ts'
import importsApplicationCode from './imports-application-code/rule.ts'
import interpolatedValue from './interpolated-value/rule.ts'
import lateMigration from './late-migration/rule.ts'
import lockWithoutTimeout from './lock-without-timeout/rule.ts'
import mixedSchemaAndData from './mixed-schema-and-data/rule.ts'
import multipleHeads from './multiple-heads/rule.ts'
import nondeterministicMigration from './nondeterministic-migration/rule.ts'
import notNullWithoutDefault from './not-null-without-default/rule.ts'
import renameBreaksRunningApp from './rename-breaks-running-app/rule.ts'
import setNotNullScansTable from './set-not-null-scans-table/rule.ts'
import unnamedConstraint from './unnamed-constraint/rule.ts'
import unreadableOperation from './unreadable-operation/rule.ts'
import validateInSameTransaction from './validate-in-same-transaction/rule.ts'

/** The rules, sorted by id. */
export const rules: readonly Rule[] = [
  addCheckScansTable,
  addColumnRewritesTable,
  addForeignKeyBlocksWrites,
  addUniqueBlocksTable,
  asyncCallbackIgnored,
  brokenHistory,
  changeTypeRewritesTable,
  concurrentlyInTransaction,
  createIndexBlocksWrites,
  downgradeNotInverse,
  dropColumnBreaksRunningApp,
  editedMigration,
  emptyDowngrade,
  floatingOperation,
  foreignKeyWithoutIndex,
  importsApplicationCode,
  interpolatedValue,
  lateMigration,
  lockWithoutTimeout,
  mixedSchemaAndData,
  multipleHeads,
  nondeterministicMigration,
  notNullWithoutDefault,
  renameBreaksRunningApp,
  setNotNullScansTable,
  unnamedConstraint,
  unreadableOperation,
  validateInSameTransaction,
]
