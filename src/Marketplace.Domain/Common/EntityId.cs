namespace Marketplace.Domain.Common;

/// <summary>A typed identifier: a Guid version 7 known before saving, so that rows insert in time order.</summary>
public interface IEntityId<TSelf>
    where TSelf : struct, IEntityId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}
