/** Every rule by its folder; written by npm run generate. */
import type { Rule } from '../src/lint/rule.ts'
import addCheckScansTable from './add-check-scans-table/rule.ts'
import addColumnRewritesTable from './add-column-rewrites-table/rule.ts'
import addForeignKeyBlocksWrites from './add-foreign-key-blocks-writes/rule.ts'
import addUniqueBlocksTable from './add-unique-blocks-table/rule.ts'
import asyncCallbackIgnored from './async-callback-ignored/rule.ts'
import attachPartitionScansTable from './attach-partition-scans-table/rule.ts'
import brokenHistory from './broken-history/rule.ts'
import changeTypeBreaksRunningApp from './change-type-breaks-running-app/rule.ts'
import changeTypeRewritesTable from './change-type-rewrites-table/rule.ts'
import checkOnNewColumnBreaksWriters from './check-on-new-column-breaks-writers/rule.ts'
import concurrentIndexRetry from './concurrent-index-retry/rule.ts'
import concurrentIndexUnderShortTimeout from './concurrent-index-under-short-timeout/rule.ts'
import concurrentlyInTransaction from './concurrently-in-transaction/rule.ts'
import createIndexBlocksWrites from './create-index-blocks-writes/rule.ts'
import createTableLocksParent from './create-table-locks-parent/rule.ts'
import dataChangeOutsideTransaction from './data-change-outside-transaction/rule.ts'
import detachPartitionBlocksTable from './detach-partition-blocks-table/rule.ts'
import disableConstraints from './disable-constraints/rule.ts'
import domainConstraintScansTables from './domain-constraint-scans-tables/rule.ts'
import downgradeNotInverse from './downgrade-not-inverse/rule.ts'
import dropColumnBreaksRunningApp from './drop-column-breaks-running-app/rule.ts'
import dropForeignKeyLocksParent from './drop-foreign-key-locks-parent/rule.ts'
import dropIndexBlocksTable from './drop-index-blocks-table/rule.ts'
import dropLosesData from './drop-loses-data/rule.ts'
import dropNotNullBreaksReaders from './drop-not-null-breaks-readers/rule.ts'
import editedMigration from './edited-migration/rule.ts'
import emptyDowngrade from './empty-downgrade/rule.ts'
import enumValueUsedInSameTransaction from './enum-value-used-in-same-transaction/rule.ts'
import enumValueWithoutOrder from './enum-value-without-order/rule.ts'
import expandAndContractTogether from './expand-and-contract-together/rule.ts'
import explicitTableLock from './explicit-table-lock/rule.ts'
import floatingOperation from './floating-operation/rule.ts'
import foreignKeyWithoutIndex from './foreign-key-without-index/rule.ts'
import grantToPublic from './grant-to-public/rule.ts'
import identifierTooLong from './identifier-too-long/rule.ts'
import ignoredCheck from './ignored-check/rule.ts'
import importsApplicationCode from './imports-application-code/rule.ts'
import indexAfterForeignKey from './index-after-foreign-key/rule.ts'
import indexOnPartitionedParent from './index-on-partitioned-parent/rule.ts'
import interpolatedValue from './interpolated-value/rule.ts'
import lateMigration from './late-migration/rule.ts'
import lockWithoutTimeout from './lock-without-timeout/rule.ts'
import locksManyTables from './locks-many-tables/rule.ts'
import maintenanceRewritesTable from './maintenance-rewrites-table/rule.ts'
import mixedSchemaAndData from './mixed-schema-and-data/rule.ts'
import multipleHeads from './multiple-heads/rule.ts'
import narrowTypeFailsOnData from './narrow-type-fails-on-data/rule.ts'
import nondeterministicMigration from './nondeterministic-migration/rule.ts'
import notNullWithoutDefault from './not-null-without-default/rule.ts'
import notRerunnable from './not-rerunnable/rule.ts'
import partitionOfLocksParent from './partition-of-locks-parent/rule.ts'
import policyBlocksTable from './policy-blocks-table/rule.ts'
import preferBigintKey from './prefer-bigint-key/rule.ts'
import preferIdentity from './prefer-identity/rule.ts'
import preferJsonb from './prefer-jsonb/rule.ts'
import preferText from './prefer-text/rule.ts'
import preferTimestamptz from './prefer-timestamptz/rule.ts'
import primaryKeyIndexNullable from './primary-key-index-nullable/rule.ts'
import redundantIndex from './redundant-index/rule.ts'
import refreshViewBlocksReaders from './refresh-view-blocks-readers/rule.ts'
import reindexBlocksWrites from './reindex-blocks-writes/rule.ts'
import renameBreaksRunningApp from './rename-breaks-running-app/rule.ts'
import rowSecurityWithoutPolicy from './row-security-without-policy/rule.ts'
import securityDefinerWithoutSearchPath from './security-definer-without-search-path/rule.ts'
import setNotNullScansTable from './set-not-null-scans-table/rule.ts'
import sqliteNeedsRebuild from './sqlite-needs-rebuild/rule.ts'
import sqliteRebuildDeletesChildren from './sqlite-rebuild-deletes-children/rule.ts'
import tableWithoutPrimaryKey from './table-without-primary-key/rule.ts'
import transactionControlInMigration from './transaction-control-in-migration/rule.ts'
import triggerBlocksWrites from './trigger-blocks-writes/rule.ts'
import truncateLosesData from './truncate-loses-data/rule.ts'
import unbatchedBackfill from './unbatched-backfill/rule.ts'
import undescriptiveName from './undescriptive-name/rule.ts'
import undocumentedBreakingChange from './undocumented-breaking-change/rule.ts'
import unnamedConstraint from './unnamed-constraint/rule.ts'
import unreadableOperation from './unreadable-operation/rule.ts'
import validateInSameTransaction from './validate-in-same-transaction/rule.ts'
import workUnderStrongLock from './work-under-strong-lock/rule.ts'
import writeWithoutWhere from './write-without-where/rule.ts'

/** The rules, sorted by id. */
export const rules: readonly Rule[] = [
  addCheckScansTable,
  addColumnRewritesTable,
  addForeignKeyBlocksWrites,
  addUniqueBlocksTable,
  asyncCallbackIgnored,
  attachPartitionScansTable,
  brokenHistory,
  changeTypeBreaksRunningApp,
  changeTypeRewritesTable,
  checkOnNewColumnBreaksWriters,
  concurrentIndexRetry,
  concurrentIndexUnderShortTimeout,
  concurrentlyInTransaction,
  createIndexBlocksWrites,
  createTableLocksParent,
  dataChangeOutsideTransaction,
  detachPartitionBlocksTable,
  disableConstraints,
  domainConstraintScansTables,
  downgradeNotInverse,
  dropColumnBreaksRunningApp,
  dropForeignKeyLocksParent,
  dropIndexBlocksTable,
  dropLosesData,
  dropNotNullBreaksReaders,
  editedMigration,
  emptyDowngrade,
  enumValueUsedInSameTransaction,
  enumValueWithoutOrder,
  expandAndContractTogether,
  explicitTableLock,
  floatingOperation,
  foreignKeyWithoutIndex,
  grantToPublic,
  identifierTooLong,
  ignoredCheck,
  importsApplicationCode,
  indexAfterForeignKey,
  indexOnPartitionedParent,
  interpolatedValue,
  lateMigration,
  lockWithoutTimeout,
  locksManyTables,
  maintenanceRewritesTable,
  mixedSchemaAndData,
  multipleHeads,
  narrowTypeFailsOnData,
  nondeterministicMigration,
  notNullWithoutDefault,
  notRerunnable,
  partitionOfLocksParent,
  policyBlocksTable,
  preferBigintKey,
  preferIdentity,
  preferJsonb,
  preferText,
  preferTimestamptz,
  primaryKeyIndexNullable,
  redundantIndex,
  refreshViewBlocksReaders,
  reindexBlocksWrites,
  renameBreaksRunningApp,
  rowSecurityWithoutPolicy,
  securityDefinerWithoutSearchPath,
  setNotNullScansTable,
  sqliteNeedsRebuild,
  sqliteRebuildDeletesChildren,
  tableWithoutPrimaryKey,
  transactionControlInMigration,
  triggerBlocksWrites,
  truncateLosesData,
  unbatchedBackfill,
  undescriptiveName,
  undocumentedBreakingChange,
  unnamedConstraint,
  unreadableOperation,
  validateInSameTransaction,
  workUnderStrongLock,
  writeWithoutWhere,
]
