/**
 * Names of the vendor's SDKs that do not concern users, login and settings, so `docs/migrating.md` does not list them. A name of a new
 * version of theirs is not here: a person decides then whether the page must list it.
 */
export const CHAT_TOPICS = {
  'messages and conversations': names(`
    Action ACTION_TYPE addConversationListener addMessageListener addReaction Attachment ATTACHMENTS_CONSTANTS
    AttachmentType BaseMessage CardMessage CATEGORY_ACTION CATEGORY_CUSTOM CATEGORY_INTERACTIVE CATEGORY_MESSAGE
    CometChatHelper Conversation ConversationListener ConversationListenerWrapper ConversationsRequest
    ConversationsRequestBuilder ConversationUpdateSettings createUploadFileRequest CustomMessage
    deleteConversation deleteMessage DELIVERY_RECEIPTS editMessage endTyping flagMessage FlagReason
    getConversation getConversationUpdateSettings getFlagReasons getLastDeliveredMessageId getMaxAttachmentCount
    getMessageDetails getMessageReceipts getPinnedConversationsLimit getPinnedMessagesLimit getSavedMessagesLimit
    getSystemPinnedConversationsLimit getSystemPinnedMessagesLimit getUnreadMessageCount
    getUnreadMessageCountForAllUsers getUnreadMessageCountForUser GoalType Interaction InteractionGoal
    InteractionReceipt InteractiveMessage isPinConversationEnabled isPinMessageEnabled isSaveMessageEnabled
    markAsDelivered markAsInteracted markAsRead markAsUnread markConversationAsDelivered markConversationAsRead
    markMessageAsUnread MediaMessage Message MESSAGE_TYPE MessageCategory MessageListener MessageReceipt
    MessagesListener MessagesRequest MessagesRequestBuilder MessageThread MessageThreadParams ModerationStatus
    PIN_SAVE_ACTION PIN_SAVE_DEFAULTS PIN_SAVE_ENDPOINTS PIN_SAVE_EVENT PIN_SAVE_FEATURES PIN_SAVE_LIMITS
    PIN_SAVE_SENTINELS pinConversation pinMessage PINNED_BY PresignContext PresignForm Reaction REACTION_ACTION
    ReactionCount ReactionEvent ReactionsRequest ReactionsRequestBuilder READ_RECEIPTS RECEIVER_TYPE
    removeConversationListener removeMessageListener removeReaction saveMessage sendCustomMessage
    sendDirectMessage sendGroupMessage sendInteractiveMessage sendMediaMessage sendMessage sendTestMessage
    sendTransientMessage startTyping subscribeToThread tagConversation TextMessage ThreadsRequest
    ThreadsRequestBuilder TransientMessage TYPING_NOTIFICATION TypingIndicator UnmutedConversation
    unpinConversation unpinMessage unsaveMessage unsubscribeFromThread UPLOAD_CONSTANTS UploadFileInput
    UploadFileListener UploadFileRequest UploadFileState UploadFileStatus UploadItem UploadOptions UploadResult
    UploadResultErrorItem UploadResultSuccessItem UploadStatus
  `),
  groups: names(`
    addGroupListener addMembersToGroup banGroupMember BannedMembersRequest BannedMembersRequestBuilder createGroup
    createGroupWithMembers deleteGroup getGroup getOnlineGroupMemberCount getUnreadMessageCountForAllGroups
    getUnreadMessageCountForGroup Group GROUP_MEMBER_SCOPE GROUP_TYPE GroupConstants GroupErrors GroupListener
    GroupMember GroupMemberScope GroupMembersRequest GroupMembersRequestBuilder GroupMemersConstans GroupsListener
    GroupsRequest GroupsRequestBuilder GroupType joinGroup kickGroupMember leaveGroup removeGroupListener
    transferGroupOwnership unbanGroupMember updateGroup updateGroupMemberScope
  `),
  calls: names(`
    acceptCall addCallListener Call CALL_ERROR CALL_MODE CALL_STATUS CALL_TYPE CallConstants CallController
    CALLING_COMPONENT_VERSION CallListener CallSettings CallSettingsBuilder CallsListener CATEGORY_CALL
    clearActiveCall endCall getActiveCall getCallParticipantCount initiateCall JWT_API MainVideoContainerSetting
    MediaDevice OngoingCallListener PROSODY_API ProsodyApiErrors rejectCall removeCallListener RTCUser
    sendUnansweredResponse startCall UserCallListener VirtualBackground VirtualBackgroundBuilder
  `),
  AI: names(`
    addAIAssistantListener AI_ASSISTANT_EVENTS AI_FEATURE_ACCESSIBLE AI_FEATURE_ENABLED AI_SLUG_ACCESSIBLE
    AI_SLUG_ENABLED AIAssistantBaseEvent AIAssistantCardEndedEvent AIAssistantCardReceivedEvent
    AIAssistantCardStartedEvent AIAssistantContentReceivedEvent AIAssistantElement AIAssistantListener
    AIAssistantMessage AIAssistantMessageData AIAssistantMessageEndedEvent AIAssistantMessageStartedEvent
    AIAssistantRunFinishedEvent AIAssistantRunStartedEvent AIAssistantToolArgumentEvent AIAssistantToolEndedEvent
    AIAssistantToolResultEvent AIAssistantToolStartedEvent AIErrors AIFeatureError AIToolArgumentMessage
    AIToolArgumentMessageData AIToolCall AIToolCallFunction AIToolResultMessage AIToolResultMessageData askBot
    AssistantBaseEventData AssistantCardEndedEventData AssistantCardReceivedEventData
    AssistantCardStartedEventData AssistantContentEventData AssistantMessageEndedEventData
    AssistantMessageStartedEventData AssistantRunFinishedEventData AssistantRunStartedEventData AssistantsListener
    AssistantToolArgumentEventData AssistantToolEndedEventData AssistantToolResultEventData
    AssistantToolStartedEventData getConversationStarter getConversationSummary getSmartReplies isAIFeatureEnabled
    removeAIAssistantListener
  `),
  'notifications and campaigns': names(`
    addNotificationFeedListener CAMPAIGN_DEFAULTS CAMPAIGN_ENDPOINTS CAMPAIGN_ERRORS CAMPAIGN_PAGINATION
    CAMPAIGN_PATH_PREFIX CometChatNotifications DayOfWeek DaySchedule DEFAULT_PROVIDER_ID DNDOptions FeedReadState
    getNotificationFeedItem getNotificationFeedUnreadCount GroupPreferences markFeedItemAsDelivered
    markFeedItemAsRead markFeedItemsAsDelivered markPushNotificationClicked markPushNotificationDelivered
    MemberActionsOptions MessagesOptions MutedConversation MutedConversationType MutePreferences
    NOTIFICATION_CATEGORIES_LIST NOTIFICATION_FEED_ENGAGEMENT NOTIFICATION_FEED_ITEM NOTIFICATION_FEED_LIST
    NOTIFICATION_FEED_MARK_DELIVERED NOTIFICATION_FEED_MARK_READ NOTIFICATION_FEED_UNREAD_COUNT
    NotificationCategoriesRequest NotificationCategoriesRequestBuilder NotificationCategory NotificationFeedItem
    NotificationFeedListener NotificationFeedListenerWrapper NotificationFeedRequest
    NotificationFeedRequestBuilder NotificationPreferences OneOnOnePreferences PUSH_NOTIFICATION_MARK_CLICKED
    PUSH_NOTIFICATION_MARK_DELIVERED PushNotification PushPlatforms PushPreferences QuotedRepliesOptions
    ReactionsOptions registerTokenForPushNotification removeNotificationFeedListener RepliesOptions
    reportFeedEngagement WS_ACTION_DELETED WS_ACTION_DELIVERED WS_ACTION_READ WS_ACTION_SENT
    WS_TYPE_NOTIFICATION_FEED_ITEM
  `),
  extensions: names(`
    callExtension CCExtension getExtensionDetails isExtensionEnabled
  `),
  'constants of the SDK itself': names(`
    ActionConstatnts ADDITIONAL_CONSTANTS ANALYTICS API_ERROR_CODES APIConstants APIResponseConstants APPINFO
    COMMON_UTILITY_CONSTANTS constants ConversationErrors DEFAULT_TIMEOUT DEFAULT_VALUES ErrorModel Errors
    ExtensionErrors FeatureRestrictionErrors GENERAL_ERROR INTEGRATION_SOURCE LOCAL_STORE MessageConstatnts
    MessageErrors ONLINE_MEMBER_COUNT_API PARAMETER_ERROR PIN_SAVE_ERROR PIN_SAVE_ERROR_CODES ReceiptErrors
    ResponseConstants SDKHeader SESSION_STORE WS
  `),
  internal: names(`
    addDataToSessionStorage beforeUnload clearAnalyticsPingTimer didAnalyticsPingStart EventListener
    getDataFromSessionStorage getMode Listener Me onStorageEvent removeDataFromSessionStorage setDemoMetaInfo
    setMode UserLoginListener UserObj UsersListener WSConnectionListener
  `),
} as const;

/** The Calls SDK: its call screen and its call logs. */
export const CALLS_TOPICS = {
  calls: names(`
    addCallEventListener CALL_MODE CallGroup CallLog CallLogRequestBuilder CallSettings CallSettingsBuilder
    CallUser closeVirtualBackground endSession getAudioInputDevices getAudioOutputDevices getCallDetails
    getVideoInputDevices joinPresentation MainVideoContainerSetting MODE muteAudio OngoingCallListener
    openVirtualBackground Participant pauseVideo PresenterSettings PresenterSettingsBuilder Recording
    removeCallEventListener resumeVideo setAudioInputDevice setAudioOutputDevice setBackgroundBlur
    setBackgroundImage setMode setVideoInputDevice startRecording startScreenShare startSession stopRecording
    stopScreenShare switchCamera switchToVideoCall unMuteAudio unPauseVideo
  `),
} as const;

function names(text: string): string[] {
  return text.trim().split(/\s+/);
}
