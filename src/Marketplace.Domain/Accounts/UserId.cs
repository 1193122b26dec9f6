using Marketplace.Domain.Common;

namespace Marketplace.Domain.Accounts;

/// <summary>Someone who signs in.</summary>
public readonly record struct UserId(Guid Value) : IEntityId<UserId>
{
    public static UserId New() => new(Guid.CreateVersion7());

    public static UserId From(Guid value) => new(value);
}
