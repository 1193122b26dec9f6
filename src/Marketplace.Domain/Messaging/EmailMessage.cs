namespace Marketplace.Domain.Messaging;

/// <summary>A message to a person, already in their language. <c>To</c> is an e-mail address or an E.164 phone number.</summary>
public sealed record PersonalMessage(string To, string Subject, string Text);
