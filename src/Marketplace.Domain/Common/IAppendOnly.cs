namespace Marketplace.Domain.Common;

/// <summary>
/// What was written once stays as it was written: the ledger and the facts that figures are computed from. A mistake is put right by a second entry.
/// No save changes or deletes one.
/// </summary>
public interface IAppendOnly;
