using Marketplace.Domain.Accounts;
using MediatR;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>
/// Someone has just proved who they are. Published inside the sign-in's unit of work, before its one save; what a guest had collected can become theirs.
/// </summary>
public sealed record UserSignedIn(UserId User) : INotification;
